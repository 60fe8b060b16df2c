"""标准句: the sentence that reports use for a figure, with one place for value and unit."""

NO_PHRASE, PHRASE_HINT = "标准句里应有一处{}", "数值和单位填在{}的位置。"
VALUE_PLACE = "〔数值〕"
"""What people see, and may type, where a standard sentence has {}."""


def phrase_shown(words: str) -> str:
    """A standard sentence as people read it: 新增企业〔数值〕."""
    return words.replace("{}", VALUE_PLACE)


def phrase_read(words: str) -> str:
    """What people have typed as a standard sentence."""
    return words.strip().replace(VALUE_PLACE, "{}")


def is_phrase(words: str) -> bool:
    """Whether it is a standard sentence, with one place for the value."""
    return words.count("{}") == words.count("{") == words.count("}") == 1
