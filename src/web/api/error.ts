type Problem = {
  status?: number
  code?: string
  title?: string
  detail?: string
  errors?: { path: string; code: string; message: string }[]
}

/** A refusal: `message` is a sentence for its reader, in the reader's language. */
export class ApiError extends Error {
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number
  /** Stable: `request.already_closed`. */
  readonly code: string
  /** Sentence by path of the body: `{ email: '…' }`. */
  readonly fields: Record<string, string>
  constructor(status: number, code: string, message: string, fields: Record<string, string> = {}) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.fields = fields
  }

  /** @param fallback the sentence when the answer holds none (a proxy's page, an empty answer). */
  static async from(response: Response, fallback: string): Promise<ApiError> {
    const problem = (await response.json().catch(() => ({}))) as Problem
    const fields = Object.fromEntries((problem.errors ?? []).map((e) => [e.path.replace(/^body\./, ''), e.message]))
    const sentence = problem.detail ?? problem.title ?? fallback
    return new ApiError(response.status, problem.code ?? 'server.failed', sentence, fields)
  }
}
