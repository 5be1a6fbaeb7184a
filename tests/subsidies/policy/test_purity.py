"""The rules run without Django, a clock or a database."""

import subprocess
import sys


def test_importing_the_rules_imports_no_django() -> None:
    program = (
        "import sys, subsidies.policy.wire; print([name for name in sys.modules if name.split('.')[0] == 'django'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
