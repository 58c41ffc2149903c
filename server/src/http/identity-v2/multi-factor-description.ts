import type { Json } from '../kit/api-description.ts'
import { operations } from '../kit/api-description.ts'
import { MANAGER, SELF_OR_HELPER } from '../kit/rights.ts'

const FACTORS = '/users/:userId/RAX-AUTH/multi-factor'
const DEVICES = `${FACTORS}/otp-devices` as const
const DEVICE: Json = { id: '5b3c0f6de1c64e3c8f1f5c0f8f5e2a11', name: 'phone', verified: true }
const NEW_DEVICE: Json = {
  ...DEVICE,
  verified: false,
  keyUri: 'otpauth://totp/Keyward:anna?secret=BASE32&issuer=Keyward',
  qrcode: 'data:image/png;base64,PICTURE',
}

export const FACTOR_OPERATIONS = operations('Second factors', [
  [
    `GET ${DEVICES}`,
    'listOtpDevices',
    ['self'],
    'The own authenticator apps',
    { answer: { 'RAX-AUTH:otpDevices': [DEVICE] } },
  ],
  [
    `POST ${DEVICES}`,
    'addOtpDevice',
    ['self'],
    'Begin to set up an authenticator app; its secret is told here only',
    {
      body: { 'RAX-AUTH:otpDevice': { name: 'phone' } },
      success: 201,
      answer: { 'RAX-AUTH:otpDevice': NEW_DEVICE },
      answerHeaders: { Location: 'The app' },
      refusals: [409, 413, 415],
    },
  ],
  [
    `GET ${DEVICES}/:deviceId`,
    'getOtpDevice',
    ['self'],
    'One of the own authenticator apps',
    { answer: { 'RAX-AUTH:otpDevice': DEVICE } },
  ],
  [
    `POST ${DEVICES}/:deviceId/verify`,
    'verifyOtpDevice',
    ['self'],
    'Make an app count, by a code of it; tokens got by password alone end',
    { body: { 'RAX-AUTH:verificationCode': { code: '123456' } }, refusals: [413, 415] },
  ],
  [`DELETE ${DEVICES}/:deviceId`, 'deleteOtpDevice', ['self'], 'Take one of the own apps away'],
  [
    `GET ${FACTORS}/mobile-phones`,
    'listMobilePhones',
    ['self'],
    'Telephones as second factors: always none here',
    { answer: { 'RAX-AUTH:mobilePhones': [] } },
  ],
  [
    `POST ${FACTORS}/mobile-phones`,
    'addMobilePhone',
    ['nobody'],
    'Always refused: no messages are sent to telephones here',
    { body: { 'RAX-AUTH:mobilePhone': { number: '+1 210 555 0100' } }, refusals: [413, 415] },
  ],
  [
    `PUT ${FACTORS}`,
    'changeMultiFactor',
    MANAGER,
    'Whether a user must have a second factor; let codes be tried again',
    {
      body: { 'RAX-AUTH:multiFactor': { userMultiFactorEnforcementLevel: 'REQUIRED' } },
      refusals: [413, 415],
    },
  ],
  [`DELETE ${FACTORS}`, 'deleteMultiFactor', SELF_OR_HELPER, 'Take every second factor of a user away'],
  [
    `POST ${FACTORS}/bypass-codes`,
    'addBypassCodes',
    SELF_OR_HELPER,
    'Codes in the place of an app for some time, each once; the earlier ones end',
    {
      body: { 'RAX-AUTH:bypassCodes': { validityDuration: 'PT20M', numberOfCodes: '1' } },
      answer: { 'RAX-AUTH:bypassCodes': { codes: ['abcd-efgh-ijkl-mnop'], validityDuration: 'PT20M' } },
      refusals: [413, 415],
    },
  ],
  [
    'PUT /RAX-AUTH/domains/:domainId/multi-factor',
    'setDomainMultiFactor',
    ['manager'],
    'Whether the account requires a second factor of its users',
    {
      body: { 'RAX-AUTH:multiFactorDomain': { domainMultiFactorEnforcementLevel: 'REQUIRED' } },
      refusals: [413, 415],
    },
  ],
])
