"""汇总: the coordinator's desk: who has reported, what conflicts, what is given back."""
