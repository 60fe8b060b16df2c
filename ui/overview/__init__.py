"""总览: a gauge for each figure, and the trend of one."""
