// Loaded before a server that a test starts: it hashes passwords for real, but a hundred times as quickly. What is
// not about hashing would else spend most of its time on it.
import { randomBytes } from 'node:crypto'
import { Argon2Passwords } from '../../server/src/vault/passwords.ts'
import { CHEAP } from './cheap.ts'

const cheap = new Argon2Passwords({ bytes: randomBytes }, CHEAP)
const { hash, verify } = Argon2Passwords.prototype
Argon2Passwords.prototype.hash = (password) => hash.call(cheap, password)
Argon2Passwords.prototype.verify = (password, phc) => verify.call(cheap, password, phc)
