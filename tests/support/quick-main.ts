// The program as the servers that tests start run it.
import './quick-disk.ts'
import './cheap-passwords.ts'
import '../../server/src/main.ts'
