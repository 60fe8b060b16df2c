"""我的任务 first: once the shown unit has duties, the tree shows its tasks, and one of them is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.tree.plan_model import Narrowing

if TYPE_CHECKING:
    from cixi_desktop.assessment.assess import Assessment
    from ui.shell.editing_session import EditingSession
    from ui.tree.plan_tree import PlanTree


class OwnTasks(QObject):
    """Offers each unit its own tasks once; ``unit_id`` is the one that was offered them last.

    After that the user's own choice of what to show and where to be stands.
    """

    def __init__(self, *, session: EditingSession, tree: PlanTree, unit_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self.unit_id = unit_id
        self._tree = tree
        session.shown.connect(self._offer)

    def _offer(self, assessment: Assessment) -> None:
        task_id, narrowing = assessment.own_task_id, self._tree.narrowing
        if not task_id and narrowing.current is Narrowing.MINE:
            narrowing.choose(Narrowing.ALL)
        if task_id and assessment.unit.id != self.unit_id:
            self.unit_id = assessment.unit.id
            if narrowing.current is Narrowing.ALL:
                narrowing.choose(Narrowing.MINE)
            self._tree.select(task_id)
            self._tree.chosen.emit(task_id, "")
