"""What people write into a cell that they leave empty."""

NOT_SAID = frozenset({"-", "--", "—", "——", "/", "\\", "不详", "未知", "待定", "暂无"})
