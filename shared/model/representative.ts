/**
 * On which ground somebody acts for somebody else: Vollmacht (§ 167 BGB), Eltern (§ 1629 BGB), Betreuung (§ 1823 BGB), Organ of a
 * firm, heirs and executors (§§ 1922, 2205 BGB); „i. V.“ stands before the name.
 */
export const representations = ['vollmacht', 'gesetzlich', 'betreuung', 'organ', 'nachlass'] as const
export type Representation = (typeof representations)[number]

/** Who sits there for the citizen of a case, on which ground, and what shows it. */
export interface Representative {
  readonly name: string
  readonly kind: Representation
  readonly proof: string
}
