"""从文件建立工作计划: a document beside its draft, settled row by row and adopted."""
