import { computed, ref, shallowRef } from 'vue'
import { jpegOf, pixelsOfFile } from './canvas.ts'
import { pageOf, rendered, type CapturedPage } from './captured-page.ts'
import { pdfOfPages } from './pdf-of-pages.ts'
import type { Pixels } from './pixels.ts'

/** Pages of one paper: each lies in memory as the camera saw it. */
const mostPages = 12
/** Longest side of a stored page: A4 with 200 dots per inch. */
const longestStored = 2340

/** The pages of one paper until it is sent; going back never loses one. */
export function useCapture() {
  const pages = shallowRef<readonly CapturedPage[]>([])
  const editedId = ref<string | null>(null)
  const unreadable = ref('')
  const edited = computed(() => pages.value.find((one) => one.id === editedId.value) ?? null)
  const full = computed(() => pages.value.length >= mostPages)

  function add(source: Pixels): void {
    if (!full.value) pages.value = [...pages.value, pageOf(source)]
  }

  async function addFiles(files: readonly File[]): Promise<void> {
    unreadable.value = ''
    for (const file of files) {
      const pixels = await pixelsOfFile(file)
      if (pixels) add(pixels)
      else unreadable.value = file.name
    }
  }

  function change(next: CapturedPage): void {
    pages.value = pages.value.map((one) => (one.id === next.id ? next : one))
  }
  function remove(id: string): void {
    pages.value = pages.value.filter((one) => one.id !== id)
    if (editedId.value === id) editedId.value = null
  }
  /** One place earlier or later. */
  function move(id: string, by: -1 | 1): void {
    const from = pages.value.findIndex((one) => one.id === id)
    const page = pages.value[from]
    if (page) pages.value = pages.value.toSpliced(from, 1).toSpliced(from + by, 0, page)
  }
  function clear(): void {
    pages.value = []
    editedId.value = null
    unreadable.value = ''
  }

  /** One page is a picture, several are one PDF. Made from the pixels alone, nothing else of the camera is in it. */
  async function fileOf(name: string): Promise<File> {
    const jpegs = []
    for (const page of pages.value) jpegs.push(await jpegOf(rendered(page, longestStored)))
    const [only] = jpegs
    if (only && jpegs.length === 1) return new File([only.jpeg], `${name}.jpg`, { type: 'image/jpeg' })
    return new File([pdfOfPages(jpegs)], `${name}.pdf`, { type: 'application/pdf' })
  }

  return {
    pages,
    edited,
    full,
    unreadable,
    mostPages,
    add,
    addFiles,
    edit: (id: string | null) => {
      editedId.value = id
    },
    change,
    remove,
    move,
    clear,
    fileOf,
  }
}
