"""Pictures and widgets that every room of the window shares: colours, fonts, gauges, lights, inputs."""
