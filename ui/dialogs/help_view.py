"""使用说明 with its topics, and 关于."""

from __future__ import annotations

from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QSize, QStandardPaths, Qt, QUrl, qVersion
from PySide6.QtGui import QIcon, QImageReader, QKeySequence, QShortcut, QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from resources import ROOT
from ui.style.dialog import Dialog, close_button
from ui.style.fonts import fonts_used, screen_family
from ui.style.palette import LINE
from ui.style.spoken import announce
from ui.style.style import explained_by, limit_to_screen
from ui.version import NAME, VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent, QShowEvent, QTextBlock

    from cixi_desktop.plan import Plan

NOT_CLASSIFIED = "本程序不用于处理涉及国家秘密、工作秘密的内容，请勿填写涉密信息。"
OFFLINE = "本程序不联网，不上传任何数据；数据只保存在下面的文件夹中。"
LICENCES = (
    "Qt 6与PySide6（LGPL 3.0）　SQLAlchemy、Alembic、openpyxl、python-docx、pyqtgraph、jeepney（MIT）　"
    "NumPy、msgspec、lxml（BSD）　platformdirs（MIT）　思源黑体、思源宋体／Noto（SIL OFL 1.1）"
)
ICON_SIZE = 64
MANUAL = ROOT / "help" / "manual.md"
TOPIC_LEVELS = (2, 3)
PICTURE_WIDTH, PAPER_WIDTH = 1040, 620
"""Of pictures, in pixels: their own width, and what stands within the margins of a page."""
MARGIN = 20


class AboutDialog(Dialog):
    """What the program is, and where it keeps its data."""

    def __init__(self, *, plan: Plan | None, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("关于")
        picture = QLabel(self)
        picture.setPixmap(QIcon(str(ROOT / "icons" / "cixi.svg")).pixmap(QSize(ICON_SIZE, ICON_SIZE)))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        picture.setAccessibleName("程序图标")
        column = QVBoxLayout()
        column.setSpacing(12)
        name = QLabel(NAME, self)
        name.setObjectName("heading")
        column.addWidget(name)
        column.addWidget(self._words("\n\n".join(self._paragraphs(plan, folder))))
        buttons = QDialogButtonBox(self)
        buttons.addButton(close_button(self), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(buttons)
        limit_to_screen(self, 640, 330)

    @classmethod
    def ask(cls, *, plan: Plan | None, folder: Path, parent: QWidget | None = None) -> None:
        """Show it until it is closed."""
        dialog = cls(plan=plan, folder=folder, parent=parent)
        dialog.exec()
        dialog.deleteLater()

    def _words(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return label

    def _paragraphs(self, plan: Plan | None, folder: Path) -> tuple[str, ...]:
        whole_plan = (
            f"{plan.document.called}：《{plan.document.title}》第{plan.version}版"
            if plan
            else "工作要点尚未读入"
        )
        return (
            f"版本{VERSION}　Qt {qVersion()}　PySide {PySide6.__version__}\n{whole_plan}",
            f"{NOT_CLASSIFIED}\n{OFFLINE}",
            f"数据文件夹：{folder}",
            f"界面字体：{screen_family()}\n打印字体：{fonts_used()}",
            f"使用的软件：{LICENCES}",
        )


def _open(parent: QWidget | None) -> list[HelpView]:
    """The manuals that are open over the same window."""
    tops = parent.children() if parent is not None else QApplication.topLevelWidgets()
    return [each for each in tops if isinstance(each, HelpView)]


def offer_help(dialog: QWidget, topic: str) -> None:
    """Let F1 open the manual at this heading, over the dialog."""
    explained_by(dialog, topic)
    key = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog)
    key.activated.connect(lambda: HelpView.ask(topic=topic, parent=dialog))


class HelpView(Dialog):
    """The manual in a window that may stay open while one works."""

    def __init__(self, *, topic: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用说明")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName("使用说明正文")
        self.browser.setSearchPaths([str(MANUAL.parent)])
        self.browser.setMarkdown(MANUAL.read_text(encoding="utf-8"))
        self.browser.document().setDocumentMargin(MARGIN)
        self._tidy_tables()
        self._picture_width = 0
        self._is_at_topic = False
        self.browser.verticalScrollBar().actionTriggered.connect(self._leave_topic)
        grown = self.browser.document().documentLayout().documentSizeChanged
        grown.connect(self._stay, Qt.ConnectionType.QueuedConnection)
        self.topics = QListWidget(self)
        self.topics.setAccessibleName("使用说明目录")
        self.topics.ensurePolished()  # else the rows keep the height they have without the style sheet
        self._places = self._find_topics()
        self.topics.addItems(list(self._places))
        self.wanted = QLineEdit(self)
        self.wanted.setPlaceholderText("查找，按回车到下一处")
        self.wanted.setAccessibleName("在使用说明中查找")
        self.wanted.returnPressed.connect(self.find_next)
        self.wanted.textEdited.connect(self._tell)
        self.found = QLabel(self)
        self.found.setWordWrap(True)
        self.found.setTextFormat(Qt.TextFormat.PlainText)
        self.found.hide()
        side = QWidget(self)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(8, 8, 8, 0)
        beside.addWidget(self.wanted)
        beside.addWidget(self.found)
        beside.addWidget(self.topics, 1)
        splitter = QSplitter(self)
        splitter.addWidget(side)
        splitter.addWidget(self.browser)
        splitter.setStretchFactor(1, 1)
        bar = self.topics.verticalScrollBar().sizeHint().width()
        splitter.setSizes([self.topics.sizeHintForColumn(0) + bar + MARGIN + 16, 1110])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(splitter, 1)
        layout.addLayout(self._make_buttons())
        limit_to_screen(self, 1340, 760)
        self.topics.currentTextChanged.connect(self.go_to)
        self.open_topic(topic)

    @classmethod
    def ask(cls, *, topic: str = "", parent: QWidget | None = None) -> HelpView:
        """Open the manual at a topic, in its window if there is one; it does not block the window."""
        view = next((each for each in _open(parent) if each.isVisible()), None)
        if view is None:
            view = cls(topic=topic, parent=parent)
            view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            view.show()
        else:
            view.open_topic(topic)
            view.raise_()
            view.activateWindow()
        return view

    def open_topic(self, topic: str) -> None:
        """Choose a topic by its heading; an unknown one leaves the manual at its beginning."""
        names = [name.strip() for name in self._places]
        self.topics.setCurrentRow(names.index(topic) if topic in names else 0)

    def go_to(self, topic: str) -> None:
        """Scroll to a topic's heading."""
        layout = self.browser.document().documentLayout()
        top = layout.blockBoundingRect(self._places[topic]).top()
        self.browser.verticalScrollBar().setValue(int(top) if self.topics.currentRow() else 0)
        self._is_at_topic = True

    def _stay(self) -> None:
        """Lines break anew in another width, and the heading is elsewhere."""
        if self._is_at_topic:
            self.go_to(self.topics.currentItem().text())

    def _leave_topic(self) -> None:
        self._is_at_topic = False

    def _tidy_tables(self) -> None:
        """Thin lines and some air, which Markdown has no words for."""
        for frame in self.browser.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                look = frame.format()
                look.setBorderCollapse(True)
                look.setBorder(1)
                look.setBorderBrush(LINE)
                look.setCellPadding(5)
                frame.setFormat(look)

    def _fit_pictures(self) -> None:
        """Pictures at their own size, or as wide as there is room."""
        width = min(PICTURE_WIDTH, self.browser.viewport().width() - 2 * MARGIN)
        if width != self._picture_width:
            self._picture_width = width
            _size_pictures(self.browser.document(), width)

    def _paper(self) -> QTextDocument:
        """The manual for paper: its pictures fit between the margins of a page."""
        paper = self.browser.document().clone(self)
        its_place = QTextDocument.MetaInformation.DocumentUrl
        paper.setMetaInformation(its_place, QUrl.fromLocalFile(str(MANUAL)).toString())  # for the pictures
        _size_pictures(paper, PAPER_WIDTH)
        return paper

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(6)
        row.addStretch(1)
        for words, slot in (
            ("打印(&P)…", self.print_out),
            ("另存为PDF(&S)…", self.save),
        ):
            button = QPushButton(words, self)
            button.clicked.connect(slot)
            row.addWidget(button)
        close = close_button(self, "关闭(&C)")
        close.clicked.connect(self.close)
        row.addWidget(close)
        return row

    def print_out(self) -> None:
        """The whole manual on paper."""
        from ui.dialogs.printing import print_text

        print_text(self._paper(), self)

    def save(self) -> None:
        """The whole manual as PDF."""
        from pathlib import Path

        from ui.dialogs.printing import save_text

        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        save_text(self._paper(), Path(folder) / "慈溪科技填报使用说明.pdf", self)

    def _find_topics(self) -> dict[str, QTextBlock]:
        """Every heading, those of parts indented."""
        places = {}
        block = self.browser.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level in TOPIC_LEVELS:
                places["　" * TOPIC_LEVELS.index(level) + block.text()] = block
            block = block.next()
        return places

    def find_next(self) -> None:
        """Go to the next place of the wanted words, after the last one to the first."""
        words = self.wanted.text()
        self._leave_topic()
        if words and not self.browser.find(words):
            cursor = self.browser.textCursor()
            self.browser.moveCursor(QTextCursor.MoveOperation.Start)
            if not self.browser.find(words):
                self.browser.setTextCursor(cursor)
                self._tell(lacking=words)
                return
        self._tell()

    def _tell(self, _typed: str = "", *, lacking: str = "") -> None:
        """Say what is nowhere in the manual, until something else is looked for."""
        self.found.setText(f"未找到“{lacking}”。" if lacking else "")
        announce(self.found, "查找结果", self.found.text())
        self.found.setVisible(bool(lacking))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_pictures()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pictures()


def _size_pictures(document: QTextDocument, width: int) -> None:
    """Give every picture its own width in pixels, or ``width`` if that is less."""
    block = document.begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            look = piece.charFormat()
            if look.isImageFormat():
                image = look.toImageFormat()
                own = QImageReader(str(MANUAL.parent / image.name())).size().width()
                image.setWidth(min(own, width))
                cursor = QTextCursor(document)
                cursor.setPosition(piece.position())
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(image)
            pieces += 1
        block = block.next()
    # WORKAROUND: Qt 6.7 leaves blocks between changed pictures without a line; it must look at all again.
    document.markContentsDirty(0, document.characterCount())
