"""台账: the window of the lists behind figures."""
