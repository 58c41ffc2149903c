/** In the folder of the sockets: where Dovecot asks for passwords, and for what answers mail. */
export const DICT_SOCKET = 'dict.sock'
/** Where Dovecot takes commands. It speaks HTTP on a socket of this name only. */
export const DOVEADM_SOCKET = 'http'
