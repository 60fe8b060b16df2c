"""汇总: who has reported, what conflicts, what is given back."""
