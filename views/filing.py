"""记录填报: find the person, show what is held and what may be filled in, file (二/1.2.3)."""

from flask import flash, redirect, request
from flask_admin import expose
from sqlalchemy import select

from admin_app.errors import Refused
from admin_app.rules.identity_number import check_id
from admin_app.rules.names import check_name
from admin_app.services.filing import Filed, Filing, file_employment
from admin_app.services.look_up import find_for_filing, note_miss
from admin_app.services.operators import HeldItem, Operator, OperatorNotFound
from admin_app.unit_of_work import unit_of_work
from models.employments import Employment
from models.people import Person
from models.vocabulary import IdType
from views.base.forms import (
    ChoiceField,
    DayField,
    HouseForm,
    NumberChoiceField,
    TextField,
    read_all,
)
from views.base.house_view import DONE, HouseView
from views.base.reading_view import Answer
from views.base.request import actor, house, now, today
from views.base.search_fields import Choice


class FilingForm(HouseForm):
    """What 记录填报 asks; employer and time of filing come from the server (R58, R73)."""

    person_name = TextField("作业人员姓名")
    id_number = TextField("身份证号")
    category = NumberChoiceField("作业种类")
    item = ChoiceField("作业项目")
    starts_on = DayField("聘用开始时间")
    ends_on = DayField("聘用结束时间")

    operator: Operator | None = None
    renewal: Employment | None = None

    @property
    def chosen(self) -> HeldItem | None:
        """The held item that is selected, with its allowed range."""
        if self.operator is None:
            return None
        return self.operator.item(self.item.data or "")

    def offer(self, operator: Operator) -> None:
        """Give the selects what the person holds; a single item is chosen by itself."""
        self.operator = operator
        pairs = {held.category_number: held.category_name for held in operator.items}
        self.category.options = [Choice(str(number), pairs[number]) for number in sorted(pairs)]
        usable = [held for held in operator.items if held.is_usable]
        if not self.item.data and len(usable) == 1:
            self.item.data, self.category.data = usable[0].item_code, usable[0].category_number
        if self.chosen is not None:
            self._limit_days(self.chosen)

    def _limit_days(self, held: HeldItem) -> None:
        for day in (self.starts_on, self.ends_on):
            day.least, day.most = held.window.earliest, held.window.latest


class FilingView(HouseView):
    """The page new/ of 聘用记录."""

    create_form_class = FilingForm
    create_title = "记录填报"
    create_template = "employments/new.html"

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Answer:
        """查找 shows the person's items; 提交 files; both with the same fields, in any order."""
        form = FilingForm(request.form if request.method == "POST" else None)
        form.renewal = self._renewal()
        try:
            name, number = self._person(form)
            if request.method == "GET" and form.renewal is None:
                return self._answer_form(form, None)
            if request.method == "POST" and "find" not in request.form:
                return self._file(form, name, number)
            with unit_of_work(self.session):
                form.offer(self._find(name, number))
            self._prefill_renewal(form)
        except OperatorNotFound as missed:
            self._note_miss()
            return self._refuse_form(form, None, missed)
        except Refused as refused:
            return self._refuse_form(form, None, refused)
        return self._answer_form(form, None)

    def _file(self, form: FilingForm, name: str, number: str) -> Answer:
        with unit_of_work(self.session):
            form.offer(self._find(name, number))
            form.refuse_unread()
            filed = file_employment(
                self.session, actor(), self._filing(form, name, number), now(), house().rulebook
            )
            record_id = filed.employment.id
        self._tell(filed)
        return redirect(self.address("details_view", id=record_id, filed=1), 303)

    def _filing(self, form: FilingForm, name: str, number: str) -> Filing:
        return Filing(
            person_name=name,
            id_number=number,
            category=form.category.data,
            item_code=form.item.data or "",
            starts_on=form.starts_on.data,
            ends_on=form.ends_on.data,
        )

    def _find(self, name: str, number: str) -> Operator:
        return find_for_filing(self.session, actor(), name, number, now(), house().rulebook)

    def _note_miss(self) -> None:
        with unit_of_work(self.session):
            note_miss(self.session, actor(), now())

    def _tell(self, filed: Filed) -> None:
        flash(DONE, "success")
        for warning in filed.warnings:
            flash(warning, "warning")

    def _person(self, form: FilingForm) -> tuple[str, str]:
        """Name and number: as typed, or of the record that is renewed (U3)."""
        if form.renewal is not None:
            row = self.session.execute(
                select(Person.full_name, Person.id_number, Person.id_number_masked).where(
                    Person.id == form.renewal.person_id
                )
            ).one()
            form.person_name.data, form.id_number.data = row.full_name, row.id_number_masked
            return row.full_name, row.id_number
        if request.method == "GET":
            return "", ""
        name, number = read_all(
            lambda: check_name(form.person_name.data or ""),
            lambda: check_id(form.id_number.data or "", IdType.RESIDENT_ID, today()),
        )
        return name, number

    def _renewal(self) -> Employment | None:
        key = request.values.get("renew")
        if not key:
            return None
        record = self.get_one(key)
        assert isinstance(record, Employment)
        return record

    def _prefill_renewal(self, form: FilingForm) -> None:
        """The day after the old record, as far as the rule allows, up to the certificate's end."""
        record = form.renewal
        if record is None or request.method == "POST" or form.operator is None:
            return
        held = next((one for one in form.operator.items if one.item_id == record.item_id), None)
        if held is None or not held.is_usable:
            return
        form.item.data, form.category.data = held.item_code, held.category_number
        form.offer(form.operator)
        form.starts_on.data = held.window.starting_after(record.effective_until)
        form.ends_on.data = held.window.latest
