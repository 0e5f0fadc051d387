"""How Sphinx builds the documentation."""

from custodes.version import VERSION

project = "Custodes"
author = "The Custodes authors"
project_copyright = "The Custodes authors, Apache-2.0"
version = release = VERSION
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "numpydoc"]
exclude_patterns = ["_build"]
templates_path: list[str] = []

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

autodoc_typehints = "none"  # the docstring says the type in words, with its unit
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

nitpick_ignore_regex = [
    (r"py:.*", r"(?!custodes\.).*"),  # names of other packages are not looked up: the build needs no network
]

html_theme = "alabaster"
html_title = f"Custodes {version}"
html_static_path = ["_static"]
html_css_files = ["page.css"]
html_show_sourcelink = False
html_theme_options = {
    "description": "An open test bench for electronic-monitoring schemes",
    "fixed_sidebar": False,
    "font_family": "system-ui, sans-serif",
    "head_font_family": "system-ui, sans-serif",
    "page_width": "72rem",
    "sidebar_width": "16rem",
    "show_relbars": True,
}
