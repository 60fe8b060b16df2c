"""月度通报、季度分析、半年总结、年度评价: what assessments say, as one frozen Report."""
