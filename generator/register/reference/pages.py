"""数据手册的页面：每类记录一页，另有站点配置、词汇与目录。"""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel

from generator.glossary import EDITORS_GROUPS, GROUPS, WordGroup, group
from generator.register.folder import SITE_FILE
from generator.register.model import MODELS, TABLES, Site
from generator.register.reference.examples import EXAMPLES, SITE
from generator.register.reference.shapes import Field, fields_of, parts_of, short_name, summary_of
from generator.terms import CONSULTATION_KINDS, LINK_SCHEMES, PLATFORM_KINDS, RecordKind

NOTICE = "<!-- 由 shai reference 从代码生成，不要手改。 -->"
HEADINGS = ("字段", "中文名", "写什么", "必填", "公开", "意思", "例子")


def page_files() -> dict[str, str]:
    """文件名 → 内容。"""
    records = {f"{kind.value}.md": record_page(kind) for kind in MODELS}
    return {"README.md": index_page(), "site.md": site_page(), "words.md": words_page(), **records}


def record_page(kind: RecordKind) -> str:
    """一类记录的页面。"""
    model = MODELS[kind]
    path, example = EXAMPLES[kind]
    return _page(
        f"{kind.label}（{kind.value}）",
        summary_of(model),
        f"文件：{place(kind)}。",
        *_tables(model),
        f"## 例子\n\n`data/{path}`",
        _fenced(example, "csv" if kind in TABLES else "yaml"),
    )


def site_page() -> str:
    """站点配置的页面。"""
    return _page(
        "站点配置（site）",
        summary_of(Site),
        f"文件：`data/{SITE_FILE}`，只有一份。",
        *_tables(Site),
        f"## 例子\n\n`data/{SITE_FILE}`。对照表与分级可以照抄：",
        _fenced(SITE, "yaml"),
    )


def words_page() -> str:
    """词汇的页面。"""
    groups = [group(title, term) for title, term in (*GROUPS, *EDITORS_GROUPS)]
    return _page(
        "词汇",
        "字段取自词汇表时，写标签、别的写法或代号都可以；写别的词会报错，并给出最接近的词。",
        *(_words(item) for item in groups),
        "## 协商的形式\n\n只展示、不比较；本地还有的叫法写进 site.yml 的 `consultation_kinds`。\n\n"
        + "、".join(CONSULTATION_KINDS),
        "## 平台的种类\n\n只展示、不比较；本地还有的叫法写进 site.yml 的 `platform_kinds`。\n\n"
        + "、".join(PLATFORM_KINDS),
    )


def index_page() -> str:
    """目录。"""
    rows = [("[站点配置](site.md)", f"`data/{SITE_FILE}`", _schema_link("site"), summary_of(Site))]
    rows += [
        (f"[{kind.label}]({kind.value}.md)", place(kind), _schema_link(str(kind.value)), summary_of(model))
        for kind, model in MODELS.items()
    ]
    return _page(
        "数据手册",
        "每类记录写在哪里、有哪些字段。词汇见[词汇](words.md)。",
        _table(("种类", "文件", "JSON Schema", "说明"), rows),
        "## 通用的写法\n\n" + "\n".join(f"- {rule}" for rule in RULES),
    )


RULES = (
    "文件是 UTF-8 编码，不超过 1 MB；不认识的字段、重复的键、YAML 的锚点与标签都是错误。",
    "一个 YAML 文件写一条记录，或几条（每条以「- 」开头）；每类记录的文件夹里可以再分文件夹。",
    "CSV 第一行是字段名，列的次序不限，用不着的列可以不要；一格里写几个词，用「;」「；」或「|」隔开。",
    "YAML 一律按文字读：`0046` 就是 0046，`no` 就是 no。JSON Schema 另按编辑器的读法放宽。",
    "编号只用小写字母、数字与「-」，全站同类唯一，定了不改：网址由它决定。",
    "日期写 `2023-05-26`，只知道月份写 `2023-05`，只知道年份写 `2023`；也认 2023年5月26日这样的汉字写法。",
    "`2023526` 这样丢了分隔的日期有歧义，是错误，不猜。",
    f"正文是 Markdown，不许有 HTML；链接只许 {'、'.join(LINK_SCHEMES)}。",
    "没有的就不写，整行删去；页面显示「未公布」。",
    "「公开」一栏写「永不」的字段，任何产物里都没有；其余字段随这条记录的公开决定。",
    "数据目录若放在公开的仓库里，仓库的历史也是公开的：`memo`、`contact` 之类宁可不写。",
)
"""每类记录都适用的规矩。"""


def place(kind: RecordKind) -> str:
    """一类记录写在哪里。"""
    return f"`data/{kind.folder}.csv`" if kind in TABLES else f"`data/{kind.folder}/` 下的 `.yml` 文件"


def _tables(model: type[BaseModel]) -> Iterable[str]:
    yield "## 字段\n\n" + _fields(fields_of(model))
    for part in parts_of(model):
        heading = f'## <a id="{part.__name__.lower()}"></a>{short_name(part)}'
        yield f"{heading}\n\n{summary_of(part)}\n\n{_fields(fields_of(part))}"


def _fields(fields: Sequence[Field]) -> str:
    rows = [
        (
            f"`{field.name}`",
            field.title,
            field.shape.label,
            "必填" if field.is_required else "",
            "永不" if field.is_private else "",
            field.description,
            f"`{field.example}`" if field.example else "",
        )
        for field in fields
    ]
    return _table(HEADINGS, rows)


def _words(words: WordGroup) -> str:
    rows = [(word.label, "、".join(word.aliases), f"`{word.code}`", word.explanation) for word in words.words]
    summary = f"{words.summary}。\n\n" if words.summary else ""
    return f"## {words.title}\n\n{summary}" + _table(("标签", "也可写", "代号", "意思"), rows)


def _schema_link(name: str) -> str:
    return f"[{name}.json](schemas/{name}.json)"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text}```"


def _page(title: str, *blocks: str) -> str:
    return "\n\n".join([NOTICE, f"# {title}", *blocks]) + "\n"
