"""The commands on a workspace."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parscore import __version__
from parscore.cli.console import Group, spread, words
from parscore.cli.criteria_commands import criteria
from parscore.cli.exempt_command import exempt
from parscore.cli.move_commands import diff_sets, move_set, settle_leaf
from parscore.cli.next_command import next_year
from parscore.cli.plan_commands import plan
from parscore.cli.showing import attached_sentences, show_score, tell_answer, tell_note
from parscore.domain.assessment import NotApplicable, Profile, Treatment
from parscore.domain.checks import document_name
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.services.answer_reading import TypedAnswer, read_date, read_typed
from parscore.services.app import App
from parscore.services.evidence_service import DocumentFields
from parscore.services.progress import Silent
from parscore.services.score_json import score_plain
from parscore.texts import say

if TYPE_CHECKING:
    from parscore.cli.main import Outside

FOLDER = click.Path(path_type=Path)
FILE = click.Path(path_type=Path)


@click.group(cls=Group, invoke_without_command=True)
@click.version_option(__version__, message="parscore %(version)s", help="Xem phiên bản.")
@click.pass_context
def root(context: click.Context) -> int | None:
    """parscore: tự chấm điểm Chỉ số cải cách hành chính. Không ghi lệnh thì mở cửa sổ làm việc."""
    outside: Outside = context.obj
    return outside.open_desk(None) if context.invoked_subcommand is None else None


root.add_command(criteria)
root.add_command(next_year)
root.add_command(exempt)
root.add_command(plan)
for _command in (diff_sets, move_set, settle_leaf):
    criteria.add_command(_command)


@contextmanager
def app_of(context: click.Context) -> Iterator[App]:
    """The program, let go afterwards."""
    outside: Outside = context.obj
    app = outside.make_app()
    try:
        yield app
    finally:
        app.close()


@contextmanager
def opened(context: click.Context, folder: Path) -> Iterator[App]:
    """The program with a workspace open; what opening it had to do is told on stderr, but for the day's backup, which is routine."""
    with app_of(context) as app:
        for code, facts in app.workspaces.open(folder).notices:
            if code != "backup.made":
                click.echo(say(code, **facts), err=True)
        yield app


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.pass_context
def demo(context: click.Context, folder: Path) -> int:
    """Tạo bản mẫu đã điền sẵn, kèm báo cáo PDF và Excel."""
    with app_of(context) as app:
        app.demo.make(folder, Silent())
        board = app.scoring.board()
        status = board.status
        answered = status.leaves - status.unanswered
        click.echo(
            say(
                "cli.demo",
                folder=folder,
                answered=answered,
                leaves=status.leaves,
                documents=len(app.evidence.documents()),
                findings=len(board.findings),
            )
        )
        for suffix in (".pdf", ".xlsx"):
            click.echo(say("cli.demo_report", file=app.reports.write(folder / f"Báo cáo tự chấm điểm{suffix}")))
        show_score(app.scoring.work())
    return 0


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.option("--department", type=words, required=True, metavar="TÊN", help="Tên sở, ban, ngành.")
@click.option("--year", required=True, type=int, metavar="NĂM", help="Năm chấm điểm.")
@click.option(
    "--criteria", "chosen", type=words, required=True, metavar="MÃ|TỆP", help="Mã bộ tiêu chí, hoặc tệp .yaml, .xlsx, .docx, .xls, .html."
)
@click.option("--province", type=words, default="", metavar="TÊN", help="Tỉnh, thành phố.")
@click.option("--parent", type=words, default="", metavar="TÊN", help="Cơ quan chủ quản, như in trên văn bản.")
@click.option("--place", type=words, default="", metavar="TÊN", help="Địa danh ghi trên văn bản.")
@click.option("--symbol", type=words, default="", metavar="CHỮ", help="Chữ viết tắt tên cơ quan, như SCT.")
@click.pass_context
def new(
    context: click.Context, folder: Path, department: str, year: int, chosen: str, province: str, parent: str, place: str, symbol: str
) -> int:
    """Tạo thư mục làm việc mới cho một cơ quan và một năm."""
    with app_of(context) as app:
        criteria_set, findings = app.criteria.choose(chosen)
        made = app.workspaces.create(folder, Profile(department, province, year, parent, place, symbol), criteria_set)
        leaves = app.scoring.board().status.leaves
        click.echo(say("cli.created", folder=made.folder, department=made.profile.department, year=year, leaves=leaves))
        if findings:
            tell_findings(findings)
    return 0


@root.command("open")
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.pass_context
def open_folder(context: click.Context, folder: Path) -> int:
    """Mở cửa sổ làm việc với thư mục này."""
    outside: Outside = context.obj
    return outside.open_desk(folder)


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.argument("code", metavar="MÃ", type=words)
@click.option("--choose", type=int, metavar="N", help="Chọn mức thứ N.")
@click.option("--tick", type=words, metavar="N,N", help="Các mục đạt; 0 là không đạt mục nào.")
@click.option("--value", "values", type=words, multiple=True, metavar="TÊN=SỐ", help="Số liệu hoặc ngày; ghi nhiều lần cho nhiều số.")
@click.option("--points", type=words, metavar="ĐIỂM", help="Nhập điểm, cho tiêu chí nhập tay.")
@click.option("--settle", type=int, metavar="N", help="Mức áp dụng khi bảng chưa rõ.")
@click.option("--explain", type=words, metavar="LỜI", help="Giải trình.")
@click.option("--not-applicable", "reason", type=words, metavar="LÝ_DO", help="Không áp dụng, vì lý do này.")
@click.option("--treatment", type=click.Choice(["excluded", "full", "zero"]), default="excluded", help="Cách tính khi không áp dụng.")
@click.option("--allowed-by", type=words, default="", metavar="VĂN_BẢN", help="Văn bản hoặc người cho phép không áp dụng.")
@click.option("--unit", type=words, metavar="TÊN", help="Đơn vị phụ trách tiêu chí; ghi trống để xoá.")
@click.option("--note", type=words, metavar="LỜI", help="Ghi chú, không in ra báo cáo; ghi trống để xoá.")
@click.option("--clear", is_flag=True, help="Xoá câu trả lời.")
@click.pass_context
def record(
    context: click.Context,
    folder: Path,
    code: str,
    choose: int | None,
    tick: str | None,
    values: tuple[str, ...],
    points: str | None,
    settle: int | None,
    explain: str | None,
    reason: str | None,
    treatment: Treatment,
    allowed_by: str,
    unit: str | None,
    note: str | None,
    clear: bool,
) -> int:
    """Chấm một tiêu chí."""
    typed = TypedAnswer(choose, tick, values, points, settle)
    ways = len(typed.given()) + (reason is not None) + clear
    noted = unit is not None or note is not None
    if ways > 1 or (ways == 0 and explain is None and not noted):
        raise Refused("cli.one_of", options="--choose, --tick, --value, --points, --not-applicable, --explain, --clear, --unit, --note")
    with opened(context, folder) as app:
        if clear:
            app.scoring.clear(code)
        elif reason is not None:
            app.scoring.exempt(code, NotApplicable(treatment, reason, allowed_by))
        elif typed.given():
            app.scoring.record(code, read_typed(code, app.scoring.leaf(code).leaf.rule, typed), explain)
        if explain is not None and not typed.given():
            app.scoring.explain(code, explain)
        if noted:
            app.scoring.note(code, unit, note)
            tell_note(code, app.scoring.work())
        return 0 if noted and ways == 0 and explain is None else tell_answer(app.scoring.leaf(code).score)


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.argument("code", metavar="MÃ", type=words)
@click.argument("files", metavar="TỆP…", type=FILE, nargs=-1, required=True)
@click.option("--number", type=words, default="", metavar="SỐ", help="Số, ký hiệu.")
@click.option("--date", "issued", default="", metavar="NGÀY", help="Ngày ban hành, như 31/12/2026.")
@click.option("--issuer", type=words, default="", metavar="CƠ_QUAN", help="Cơ quan ban hành.")
@click.option("--title", type=words, default="", metavar="TRÍCH_YẾU", help="Trích yếu.")
@click.option("--place", type=words, default="", metavar="MỤC", help="Mục, trang chứng minh tiêu chí.")
@click.pass_context
def attach(
    context: click.Context, folder: Path, code: str, files: tuple[Path, ...], number: str, issued: str, issuer: str, title: str, place: str
) -> int:
    """Gắn tài liệu kiểm chứng vào một tiêu chí."""
    fields = DocumentFields(number, read_date(issued) if issued else None, issuer, title)
    with opened(context, folder) as app:
        _, results = app.evidence.attach(code, spread(files), fields, place, Silent())
        counts = Counter(result.outcome for result in results)
        for sentence in attached_sentences(results, {row.document.id: row.document for row in app.evidence.documents()}, fields):
            click.echo(sentence, err=True)
        if counts["refused"] == len(results):
            return 2
        click.echo(
            say(
                "cli.attached",
                code=code,
                total=len(results),
                new=counts["new"],
                known=counts["known"],
                refused=counts["refused"],
            )
        )
    return 1 if counts["refused"] else 0


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.argument("code", metavar="MÃ", type=words)
@click.argument("document", metavar="TÀI_LIỆU", type=words)
@click.pass_context
def detach(context: click.Context, folder: Path, code: str, document: str) -> int:
    """Gỡ một tài liệu khỏi tiêu chí: ghi số ký hiệu, tên tệp hoặc mã tài liệu."""
    with opened(context, folder) as app:
        linked = [each for _, each in app.scoring.leaf(code).evidence]
        named = [
            each
            for each in linked
            if document in {each.id, each.number, document_name(each)} or any(kept.name == document for kept in each.files)
        ]
        if len(named) > 1:
            raise Refused("document.ambiguous", text=document, count=len(named))
        if not named:
            raise Refused("evidence.unknown_document", document=document)
        app.evidence.detach(code, named[0].id)
        click.echo(say("cli.detached", code=code))
    return 0


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="In dạng máy đọc.")
@click.pass_context
def score(context: click.Context, folder: Path, as_json: bool) -> int:
    """Xem điểm."""
    with opened(context, folder) as app:
        work = app.scoring.work()
        if as_json:
            click.echo(json.dumps(score_plain(work, say), ensure_ascii=False, indent=1))
        else:
            show_score(work)
    return 0


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="In dạng máy đọc.")
@click.pass_context
def check(context: click.Context, folder: Path, as_json: bool) -> int:
    """Kiểm tra: còn gì cần xem trước khi nộp."""
    with opened(context, folder) as app:
        work = app.scoring.work()
        findings = (*app.scoring.findings(), *app.criteria.findings(work.assessment.criteria))
        told = tell_findings(findings, as_json=as_json)
        return told or int(work.sheet.self_totals.unanswered > 0)


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.option("-o", "--output", required=True, metavar="TỆP", type=FILE, help="Tệp .pdf hoặc .xlsx.")
@click.pass_context
def report(context: click.Context, folder: Path, output: Path) -> int:
    """Ghi báo cáo tự chấm điểm."""
    with opened(context, folder) as app:
        click.echo(say("cli.report", file=app.reports.write(output)))
    return 0


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.pass_context
def verify(context: click.Context, folder: Path) -> int:
    """Kiểm tra mọi tệp đã giữ còn nguyên vẹn."""
    with opened(context, folder) as app:
        damage = app.workspaces.verify(Silent())
        for each in damage:
            click.echo(say(f"damage.{each.kind}", name=each.name, sha256=each.sha256))
        if any(each.kind != "stray" for each in damage):
            click.echo(say("cli.damage_total", total=sum(each.kind != "stray" for each in damage)), err=True)
            return 1
        documents = [row.document for row in app.evidence.documents()]
        files = {kept.sha256 for document in documents for kept in document.files}
        click.echo(say("cli.verified", files=len(files), documents=len(documents)))
    return 0


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.pass_context
def backup(context: click.Context, folder: Path) -> int:
    """Sao lưu ngay."""
    with opened(context, folder) as app:
        click.echo(say("cli.backed_up", file=app.workspaces.back_up().path))
    return 0


@root.command()
@click.argument("folder", metavar="THƯ_MỤC", type=FOLDER)
@click.argument("file", metavar="TỆP", type=FILE)
@click.pass_context
def restore(context: click.Context, folder: Path, file: Path) -> int:
    """Khôi phục từ một bản sao lưu; bản hiện tại được giữ lại."""
    with app_of(context) as app:
        saved = app.workspaces.restore(folder, file)
        click.echo(say("cli.restored", file=file, saved=saved) if saved != file else say("cli.restored_alone", file=file))
    return 0


@root.command()
@click.pass_context
def doctor(context: click.Context) -> int:
    """Kiểm tra parscore trên máy này."""
    outside: Outside = context.obj
    results = outside.check_up()
    for name, good, detail in results:
        click.echo(f"{say('doctor.good') if good else say('doctor.bad'):<5} {say(f'doctor.{name}')}: {detail}")
    healthy = all(good for _, good, _ in results)
    click.echo(say("doctor.all_good" if healthy else "doctor.not_good"))
    return 0 if healthy else 1


def tell_findings(findings: tuple[Finding, ...], *, as_json: bool = False) -> int:
    """Print findings; 1 where an error or a warning is among them."""
    sentences = [(each, say(f"finding.{each.code}", **each.facts)) for each in findings]
    if as_json:
        plain = [
            {"severity": each.severity, "code": each.code, "where": each.where, "key": each.key, "message": text}
            for each, text in sentences
        ]
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
    else:
        for each, text in sentences:
            place = f" [{each.where}]" if each.where else ""
            click.echo(f"{say(f'severity.{each.severity}')}: {text}{place}")
        counts = Counter(each.severity for each in findings)
        facts = {"errors": counts["error"], "warnings": counts["warning"], "infos": counts["info"]}
        click.echo(say("cli.findings_total", total=len(findings), **facts) if findings else say("cli.no_findings"))
    return 1 if any(each.severity != "info" for each in findings) else 0
