/** The constant that both other sides of a check answer: as long as a usual answer. */

export const CONSTANT_PATH = '/v1/constant'

export const CONSTANT = JSON.stringify({
  allowed: true,
  code: 'ALLOWED',
  permission: 'deployment.logs.read',
  scope: { type: 'environment', project: 'project-10', environment: 'production' },
  principal: 'usr_0123456789abcdefghij',
  revision: 'acme@40000',
})
