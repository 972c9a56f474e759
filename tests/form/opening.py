"""在浏览器里打开表单：测试与指南的照片用同一个做法。"""

from pathlib import Path

from playwright.sync_api import Page, expect

# 选文件夹的对话框是浏览器自己的，点不到：换成浏览器给每个网站的私有文件夹，里面放好同样的文件。
PICKER = """
window.showDirectoryPicker = async () => {
  const folder = await navigator.storage.getDirectory();
  folder.requestPermission = async () => 'granted';
  return folder;
};
"""
PUT = """
async (files) => {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle('.git', {create: true});
  for (const [path, text] of Object.entries(files)) {
    const steps = path.split('/');
    let folder = root;
    for (const step of steps.slice(0, -1)) folder = await folder.getDirectoryHandle(step, {create: true});
    const file = await (await folder.getFileHandle(steps.at(-1), {create: true})).createWritable();
    await file.write(text);
    await file.close();
  }
}
"""


def data_files(site: Path) -> dict[str, str]:
    files = (path for path in (site / "data").rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in files}


def opened(page: Page, address: str, site: Path) -> None:
    # 看得见的字段才画出来：窗口够高，一次都画。
    page.set_viewport_size({"width": 1280, "height": 9000})
    page.add_init_script(PICKER)
    page.goto(f"{address}LICENSE.txt")
    page.evaluate(PUT, data_files(site))
    page.goto(address)
    page.get_by_role("button", name="打开本机的文件夹").click()
    expect(page.get_by_text("您正在浏览")).to_be_attached()
