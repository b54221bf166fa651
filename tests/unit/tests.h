/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The groups of engine tests. */
#ifndef SIPMAP_TESTS_H
#define SIPMAP_TESTS_H

void test_text(void);
void test_uri(void);
void test_message(void);
void test_edit(void);
void test_plan(void);
void test_long(void);
void test_registration(void);
void test_vectors(const char *folder);
void test_explain(const char *folder);
void test_restore(const char *folder);
void test_corpora(const char *folder);
void test_own_corpora(const char *corpora, const char *expected,
		      const char *left);

#endif /* SIPMAP_TESTS_H */
