"""A pytest plugin: a test that did not run is said aloud, and with CI=true it fails the run.

A suite that skips what the machine lacks is green where it should be red. Expected failures count
as skipped: what is known to be broken is not known to work.
"""

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Watch once: under xdist the workers' reports arrive at their controller."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Watch(), "nothing-skipped")


class _Watch:
    def __init__(self) -> None:
        self.missed: dict[str, str] = {}
        self.forbidden = os.environ.get("CI") == "true"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped:
            self.missed[report.nodeid] = _reason(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.missed[report.nodeid] = _reason(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.missed and self.forbidden and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self.missed:
            return
        verdict = "THE RUN FAILS FOR IT" if self.forbidden else "CI would fail for it"
        terminalreporter.section(f"NOT RUN: {len(self.missed)}; {verdict}", sep="!", red=True)
        for nodeid, reason in sorted(self.missed.items()):
            terminalreporter.line(f"{nodeid}: {reason}")


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    return str(getattr(report, "wasxfail", report.longrepr))
