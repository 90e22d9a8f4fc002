/** Only what writes a workbook, so that the bundle leaves out what reads one. */
export { writeXlsx } from "hucre/xlsx";
