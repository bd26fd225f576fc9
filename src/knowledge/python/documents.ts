import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

const thread = "`await asyncio.to_thread(...)`, or a `ProcessPoolExecutor` for long work";
const parse = { does: "parse", blocks: true, instead: thread } as const;

/** Documents, images and tables that are read in one piece on the calling thread. */
export const documents: Library = {
  name: "document libraries", packages: ["beautifulsoup4", "lxml", "pyyaml", "pillow", "pandas", "openpyxl", "pypdf"], docs: "https://www.crummy.com/software/BeautifulSoup/bs4/doc/",
  sinks: [
    { call: "bs4.BeautifulSoup", ...parse, cost: "A" },
    ...methods(["lxml.html.", "lxml.etree."], "fromstring parse", { ...parse, cost: "B" }),
    ...methods("lxml.etree.", "XML HTML tostring", { ...parse, cost: "B" }),
    ...methods("lxml.html.", "document_fromstring fragment_fromstring", { ...parse, cost: "B" }),
    { call: "html5lib.parse", ...parse, cost: "A" },
    { call: "selectolax.parser.HTMLParser", ...parse, cost: "B" },
    { call: "pyquery.PyQuery", ...parse, cost: "B" },
    ...methods("feedparser.", "parse", { ...parse, cost: "A" }),
    ...methods(["xml.etree.ElementTree.", "defusedxml.ElementTree."], "parse fromstring", { ...parse, cost: "B" }),
    ...methods(["xml.dom.minidom.", "defusedxml.minidom."], "parse parseString", { ...parse, cost: "B" }),
    ...methods("xmltodict.", "parse", { ...parse, cost: "B" }),
    ...methods("yaml.", "load safe_load load_all safe_load_all full_load unsafe_load dump safe_dump", { ...parse, cost: "B" }),
    ...methods("ruamel.yaml.YAML#", "load dump", { ...parse, cost: "B" }),
    ...methods(["tomllib.", "tomli.", "toml."], "load loads", { ...parse, cost: "C" }),
    ...methods(["pickle.", "cloudpickle.", "dill.", "joblib."], "load loads dump dumps", { ...parse, cost: "B" }),
    ...methods("markdown.", "markdown", { ...parse, cost: "B" }),
    { call: "PIL.Image.open", ...parse, cost: "B" },
    ...methods(["PIL.Image.open().**.", "PIL.Image.Image#**.", "PIL.Image.new().**."], "save resize thumbnail rotate filter convert transform quantize", { ...parse, cost: "A" }),
    ...methods("cv2.", "imread imwrite imdecode imencode", { ...parse, cost: "A" }),
    ...methods("pandas.", "read_csv read_excel read_json read_parquet read_html read_xml read_pickle read_feather read_hdf read_table read_fwf", { ...parse, cost: "A" }),
    ...methods(["pandas.DataFrame#", "pandas.DataFrame.from_records().", "pandas.read_csv().**.", "pandas.read_sql().**."], "to_csv to_excel to_parquet to_json to_sql to_html", {
      ...parse, cost: "A",
    }),
    ...methods("polars.", "read_csv read_excel read_json read_ndjson read_parquet read_database", { ...parse, cost: "A" }),
    ...methods("openpyxl.", "load_workbook", { ...parse, cost: "A" }),
    ...methods(["openpyxl.Workbook#", "openpyxl.load_workbook()."], "save", { ...parse, cost: "A" }),
    ...methods("xlsxwriter.Workbook#", "close", { ...parse, cost: "A" }),
    ...methods(["pypdf.", "PyPDF2."], "PdfReader PdfFileReader", { ...parse, cost: "A" }),
    ...methods(["pdfplumber.", "fitz.", "pymupdf.", "pikepdf.", "pikepdf.Pdf."], "open", { ...parse, cost: "A" }),
    ...methods("pdfminer.high_level.", "extract_text extract_pages", { ...parse, cost: "A" }),
    ...methods("docx.", "Document", { ...parse, cost: "B" }),
    ...methods("weasyprint.HTML#", "write_pdf", { ...parse, cost: "A" }),
    ...methods("pytesseract.", "image_to_string image_to_data", { ...parse, cost: "A" }),
  ],
};
