"""The door: settings from the environment, rooms from views, one application."""

import gc
import os
import sys

from admin_app.factory import create_app
from config import BadSettings, from_environment
from views import register_views

try:
    app = create_app(from_environment(os.environ), register_views)
except BadSettings as fault:
    sys.exit(f"The settings are not fit to start with:\n{fault}")

# All that is loaded by now stays: else every full collection looks through it, and one answer in
# a hundred waits for that (docs/performance.md).
gc.collect()
gc.freeze()
