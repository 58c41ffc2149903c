/** Networks from which a user signed in, or a user's password was right. */
export interface NetworkStore {
  lastSuccessMs(userId: string, network: string): Promise<number | null>
  recordSuccess(userId: string, network: string, atMs: number): Promise<void>
}
