"""搜索的输入与选项：一条记录有哪些可查的文字，页面要知道什么。"""

import msgspec


class SearchField(msgspec.Struct, frozen=True):
    """记录里一段可以查到的文字。

    Attributes:
        kind: 段落的种类，如 `title`、`number`、`document_number`、`unit`、`name`、
            `suggestion`、`reply`、`commitment`、`text`。
        label: 种类的中文名，显示在结果里。
        text: 已经公开的纯文本。
        anchor: 该段在记录页面里的锚点，空串表示页首。
    """

    kind: str
    label: str
    text: str
    anchor: str = ""


class SearchDocument(msgspec.Struct, frozen=True):
    """一条可以搜到的记录。

    Attributes:
        id: 记录编号，与 `kind` 合起来唯一。
        kind: 记录种类，如 `proposal`。
        path: 页面在站内的路径。
        title: 标题。
        date: ISO 日期，可只到月或年，没有时为空串。
        fields: 各段文字，第一段必须是标题。
        facets: 分面名与值的对，同一分面可以有几个值。
        overdue_days: 逾期天数，没有逾期为 0。
    """

    id: str
    kind: str
    path: str
    title: str
    date: str
    fields: tuple[SearchField, ...]
    facets: tuple[tuple[str, str], ...] = ()
    overdue_days: int = 0


class SearchOptions(msgspec.Struct, frozen=True):
    """索引的尺寸。缺省值按十万条记录的字节预算定。

    Attributes:
        bucket_units: 平均多少个字的正文分一个倒排文件，决定一次查询的字节。
        hot_occurrences: 出现超过这么多次的字对不存接字，改按三字另记。
        alone_occurrences: 出现超过这么多次的字对，倒排表自成一个文件。
        text_units: 一个正文文件的目标字数，短记录合并存放。
        tokens: 正文编码的符号个数上限。
        batch_units: 一批处理的字数，决定内存用量。
        batch_documents: 一批处理的记录数上限。
        group_keys: 合并时一组大约多少个字对出现，决定内存用量。
        processes: 建索引用的进程数；不影响写出的字节。
        alone_documents: 记录不超过此数时只用一个进程。
        compiled_units: 全部文字超过这么多字时用编译的循环（装了 numba 才有）；不影响写出的字节。
    """

    bucket_units: int = 8_000
    hot_occurrences: int = 40_000
    alone_occurrences: int = 16_000
    text_units: int = 2_000
    tokens: int = 7_000
    batch_units: int = 1_500_000
    batch_documents: int = 20_000
    group_keys: int = 2_500_000
    processes: int = 2
    alone_documents: int = 3_000
    compiled_units: int = 8_000_000


class SearchSite(msgspec.Struct, frozen=True):
    """一个参加搜索的站点。

    Attributes:
        manifest: 清单的地址，相对搜索页或以 https 开头。
        label: 站点名，多站合查时显示在结果里；单站留空。
        base: 结果链接的前缀，以「/」结尾；空串表示搜索页所在的目录。
    """

    manifest: str
    label: str = ""
    base: str = ""


class SearchList(msgspec.Struct, frozen=True):
    """脚本不可用时给读者的一份普通列表。

    Attributes:
        label: 列表名。
        path: 站内路径。
    """

    label: str
    path: str


class SearchFeed(msgspec.Struct, frozen=True):
    """一个与分面值对应的订阅地址。

    Attributes:
        facet: 分面名。
        value: 分面值。
        path: 站内路径。
    """

    facet: str
    value: str
    path: str


class SearchPageView(msgspec.Struct, frozen=True):
    """搜索页模板要的全部数据。

    Attributes:
        root: 站点根的相对地址，末尾不带「/」。
        sites: 参加搜索的站点，第一个是本站。
        lists: 关闭脚本时仍可用的列表。
        scripts: 按次序载入的脚本，都在 `assets/js/` 之下。
    """

    root: str = "."
    sites: tuple[SearchSite, ...] = (SearchSite(manifest="search/manifest.js"),)
    lists: tuple[SearchList, ...] = (
        SearchList("提案", "proposals/index.html"),
        SearchList("答复", "replies/index.html"),
        SearchList("协商", "consultations/index.html"),
        SearchList("承诺", "commitments/index.html"),
    )
    scripts: tuple[str, ...] = (
        "search-codec.js",
        "search-lists.js",
        "search-phrases.js",
        "search-texts.js",
        "search-query.js",
        "search-spelled.js",
        "search-archive.js",
        "search-engine.js",
        "search-changes.js",
        "search-hits.js",
        "search-federation.js",
        "search-loader.js",
        "search-page.js",
        "search-facets.js",
    )

    @property
    def sites_json(self) -> str:
        """各站点，供脚本读取。"""
        return msgspec.json.encode(self.sites).decode()
