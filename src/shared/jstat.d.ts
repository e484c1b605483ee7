/** What we use of it: the package has no types of its own. */
declare module 'jstat' {
  type Normal = {
    cdf: (value: number, mean: number, deviation: number) => number
    inv: (probability: number, mean: number, deviation: number) => number
  }
  type Student = {
    cdf: (value: number, freedom: number) => number
    inv: (probability: number, freedom: number) => number
  }
  const jstat: { jStat: { normal: Normal; studentt: Student; gammaln: (x: number) => number } }
  export default jstat
}
