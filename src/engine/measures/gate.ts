/** Some people whose answers are told together. `parent`: the group that they are a part of; left out, the whole. */
export type AnsweringGroup = { name: string; n: number; parent?: string | undefined }

/**
 * Why a group is not told. `too_few`: fewer answers than the least; `would_reveal`: what is left of a larger group without
 * it would be of too few; `nobody`: no answer.
 */
export type HiddenBecause = 'too_few' | 'would_reveal' | 'nobody'

export const leastAnswers = { scores: 5, comments: 10 } as const

type Node = {
  group: AnsweringGroup
  children: Node[]
  hidden: HiddenBecause | null
}

/**
 * Which of some groups may be told, so that nobody's answer can be worked out from all that is told together: the groups
 * of any depth, each a part of its parent, and the whole.
 *
 * Whatever is added and subtracted, what can be worked out is made of rests: a group without the largest groups told
 * within it. Each rest has to be of nobody or of `least` people; where one is not, the smallest group within is hidden too.
 * @param least people; of scores five and of comments ten, or more.
 * @returns why each is hidden, null for those that may be told; in the groups' order.
 * @throws {RangeError} for a parent that is not there, a name given twice, parts that are more than their whole.
 * @see Hundepool et al. (2012). Statistical Disclosure Control, 4: secondary cell suppression.
 */
export function gate(groups: readonly AnsweringGroup[], least: number = leastAnswers.scores): (HiddenBecause | null)[] {
  const { whole, nodes } = treeOf(groups)
  for (const node of nodes) if (node.group.n < least) node.hidden = node.group.n === 0 ? 'nobody' : 'too_few'
  settle(whole, least)
  for (const node of nodes) if (!node.hidden) settle(node, least)
  // Hiding within a group moves the rests of those around it: until nothing moves any more.
  while (nodes.filter((node) => !node.hidden).some((node) => settle(node, least)) || settle(whole, least));
  return nodes.map(({ hidden }) => hidden)
}

/** Hides within a group until its rest is safe. @returns whether anything had to be. */
function settle(node: Node, least: number): boolean {
  let told = toldWithin(node).toSorted((a, b) => b.group.n - a.group.n || a.group.name.localeCompare(b.group.name))
  let rest = node.group.n - told.reduce((sum, { group }) => sum + group.n, 0)
  let moved = false
  while (rest > 0 && rest < least && told.length > 0) {
    const smallest = told.pop()!
    smallest.hidden = 'would_reveal'
    moved = true
    const within = toldWithin(smallest)
    rest += smallest.group.n - within.reduce((sum, { group }) => sum + group.n, 0)
    if (within.length > 0)
      told = [...told, ...within].toSorted((a, b) => b.group.n - a.group.n || a.group.name.localeCompare(b.group.name))
  }
  return moved
}

/** The largest groups told within a group. */
const toldWithin = ({ children }: Node): Node[] =>
  children.flatMap((child) => (child.hidden ? toldWithin(child) : [child]))

function treeOf(groups: readonly AnsweringGroup[]): { whole: Node; nodes: Node[] } {
  const nodes = groups.map((group): Node => ({ group, children: [], hidden: null }))
  const byName = new Map(nodes.map((node) => [node.group.name, node]))
  if (byName.size < nodes.length) throw new RangeError('A group is named twice.')
  const tops: Node[] = []
  for (const node of nodes) {
    const { parent } = node.group
    if (parent === undefined) {
      tops.push(node)
      continue
    }
    const found = byName.get(parent)
    if (!found) throw new RangeError(`${node.group.name} is a part of ${parent}, which is not there.`)
    found.children.push(node)
  }
  const sum = (parts: Node[]) => parts.reduce((total, { group }) => total + group.n, 0)
  for (const { group, children } of nodes)
    if (sum(children) > group.n) throw new RangeError(`The parts of ${group.name} are more than ${group.n}.`)
  const whole: Node = { group: { name: '', n: sum(tops) }, children: tops, hidden: null }
  checkReach(whole, nodes.length)
  return { whole, nodes }
}

/** @throws {RangeError} unless every group hangs on the whole: none is, through others, a part of itself. */
function checkReach(whole: Node, count: number): void {
  let reached = -1
  const waiting = [whole]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    reached += 1
    waiting.push(...node.children)
  }
  if (reached < count) throw new RangeError('A group is a part of itself.')
}
