"""How figures look, on screen and on paper: gauges, lights, colours, fonts."""
