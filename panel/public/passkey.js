// Signs in by a passkey, or sets a first one up: gets what to ask for, asks the browser, sends the form. Without it the
// form stays hidden.
const form = document.querySelector('form[data-passkey]')
const creates = form?.dataset.creates !== undefined
const canAsk =
  typeof window.PublicKeyCredential?.[`parse${creates ? 'Creation' : 'Request'}OptionsFromJSON`] ===
  'function'

if (form && canAsk) {
  form.hidden = false
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void signIn()
  })
}

async function signIn() {
  const button = form.querySelector('button')
  say('')
  button.disabled = true
  try {
    const { options, expiresAtMs = '' } = await askServer()
    const credential = await askBrowser(options)
    form.elements.answer.value = JSON.stringify(credential.toJSON())
    form.elements.expires.value = expiresAtMs
    form.submit()
  } catch (error) {
    say(textOf(error))
    button.disabled = false
    button.focus()
  }
}

function askBrowser(options) {
  if (creates) {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
    return navigator.credentials.create({ publicKey })
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return navigator.credentials.get({ publicKey })
}

async function askServer() {
  const body = new URLSearchParams({ token: form.elements.token.value })
  const headers = { accept: 'application/json' }
  const answer = await fetch(form.dataset.passkey, { method: 'POST', body, headers })
  // The page was open for too long: a new one knows how to go on.
  if (answer.status === 403 || answer.status === 404) location.reload()
  if (!answer.ok) throw new Error('refused')
  return answer.json()
}

const TEXTS = {
  en: {
    notMade: 'No passkey was made. Try again, or set up an app.',
    notUsed: 'No passkey was used. Try again, or sign in another way.',
    elsewhere: 'Your passkeys belong to another address of this server.',
    failed: 'This did not work. Check your connection, then try again.',
  },
  de: {
    notMade: 'Es wurde kein Passkey angelegt. Versuchen Sie es noch einmal, oder richten Sie eine App ein.',
    notUsed: 'Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal, oder melden Sie sich anders an.',
    elsewhere: 'Ihre Passkeys gehören zu einer anderen Adresse dieses Servers.',
    failed: 'Das hat nicht geklappt. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  },
}

function textOf(error) {
  const texts = TEXTS[document.documentElement.lang] ?? TEXTS.en
  if (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return creates ? texts.notMade : texts.notUsed
  return error.name === 'SecurityError' ? texts.elsewhere : texts.failed
}

function say(text) {
  const alert = form.querySelector('[role="alert"]')
  alert.textContent = text
  alert.hidden = text === ''
}
