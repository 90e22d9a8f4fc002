/** Only what writes comma-separated values, so that the bundle leaves out what reads them. */
export { writeCsv } from "hucre/csv";
