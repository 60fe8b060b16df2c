"""The plan itself: which data folder and year, targets adjusted, the year's turn, 任务分解表."""
