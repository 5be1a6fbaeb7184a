"""What people write into a cell that they leave empty."""

DASHES = frozenset({"-", "--", "—", "——", "/", "\\"})
NOT_SAID = DASHES | {"不详", "未知", "待定", "暂无"}
