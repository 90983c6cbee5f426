"""打印: the person's own sheet, to look at and then on paper (一/2.2.2; R25 to R36)."""

from pathlib import Path

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_admin import expose

from admin_app.services.printing import Sheet, preview_sheet, print_sheet
from admin_app.unit_of_work import unit_of_work
from views.base.downloads import attachment
from views.base.reading_view import Answer, ReadingView
from views.base.request import actor, house, now, today
from views.pdf import can_make_pdf, make_pdf
from views.qr_code import QrCode, qr_code

PDF = "application/pdf"
NO_PDF = "PDF 文件没有生成，请点击“打印”，用浏览器打印或另存为 PDF。"


class PrintingView(ReadingView):
    """A list with the sheet behind it."""

    print_template = "employments/print.html"

    @expose("/print/")
    def print_view(self) -> Answer:
        """The sheet on the screen. Writes nothing: the serial comes with the button.

        Whatever stands in the address is ignored (R35), the list's filter too (A-28); but
        ``format=pdf`` asks for the file, where one can be made.
        """
        sheet = preview_sheet(self.session, actor(), today(), house().rulebook)
        if request.args.get("format") == "pdf" and can_make_pdf():
            return self._answer_pdf(sheet)
        return self.render(
            self.print_template, view=self, sheet=sheet, code=_code(sheet), has_pdf=can_make_pdf()
        )

    @expose("/print/", methods=("POST",))
    def issue_view(self) -> Answer:
        """打印, 下载: issue it, then show it again ready for paper; reloading issues nothing."""
        with unit_of_work(self.session):
            print_sheet(self.session, actor(), now(), house().rulebook)
        asked = {"format": "pdf"} if request.form.get("format") == "pdf" else {"ready": "1"}
        return redirect(self.address("print_view", **asked), 303)

    def _answer_pdf(self, sheet: Sheet) -> Answer:
        html = render_template("employments/sheet_pdf.html", sheet=sheet, code=_code(sheet))
        pdf = make_pdf(html, Path(current_app.static_folder or "") / "style.css")
        if pdf is None:
            flash(NO_PDF, "warning")
            return redirect(self.address("print_view"), 303)
        title = house().names.sheet_title
        return attachment(pdf, f"{title}_{sheet.printed_on}.pdf", PDF)


def _code(sheet: Sheet) -> QrCode | None:
    if not sheet.serial:
        return None
    return qr_code(url_for("verification.show", serial=sheet.serial_words, _external=True))
