/** Reads PDF files beside the page, so that a large one does not hold it up. */
import 'pdfjs-dist/build/pdf.worker.min.mjs'
