/** Sign-in providers of the store's histories: with nothing but a name, and with every setting there is. */
import { USUAL_CLAIMS } from '../../../src/core/model/sign-in-provider.ts'

export const provider = { id: 'prv_1', key: 'okta', displayName: 'Okta', enabled: true }
export const connected = {
  ...provider,
  enabled: false,
  buttonText: 'Sign in „here“',
  loginDomains: ['a.example'],
  autoJoin: { domains: ['a.example'], role: 'rol_1' },
  groupRules: [{ value: 'Ops', group: 'grp_1' }],
  oidc: { issuer: 'https://id.example', clientId: 'c', secretSetAt: 5, scopes: [], claims: USUAL_CLAIMS },
}
export const second = { id: 'prv_2', key: 'saml', displayName: 'SAML', enabled: false }
