"""Area under the ROC curve as the Mann-Whitney statistic (Hanley & McNeil, 1982)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def auroc(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """Return the chance that a positive case scores above a negative one; ties count half.

    0.5 when there are only positive or only negative cases.
    """
    values, truth = np.asarray(scores, dtype=np.float64), np.asarray(positive, dtype=bool)
    ups, downs = np.sort(values[truth]), np.sort(values[~truth])
    if not len(ups) or not len(downs):
        return 0.5
    below = np.searchsorted(downs, ups, side="left")
    not_above = np.searchsorted(downs, ups, side="right")
    return float((below + not_above).sum() / (2 * len(ups) * len(downs)))
