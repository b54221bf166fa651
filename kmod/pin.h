/* SPDX-License-Identifier: GPL-2.0-only */
/* One outside endpoint for each inside endpoint, towards every peer. */
#ifndef SIPMAP_PIN_H
#define SIPMAP_PIN_H

struct nf_conn;
struct sipmap_net;
struct work_struct;

void sipmap_pin_work(struct work_struct *work);
void sipmap_pin(struct sipmap_net *sn, struct nf_conn *ct, int ifindex);

#endif /* SIPMAP_PIN_H */
