import assert from 'node:assert/strict'
import { test } from 'mocha'
import { isPublicAddress } from './addresses.ts'

const inward = {
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'link-local, and metadata with it': ['169.254.0.1', '169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  'shared (CGNAT)': ['100.64.0.1', '100.127.255.255', '100.100.100.200'],
  'metadata elsewhere': ['168.63.129.16', 'fd00:ec2::254', '192.0.0.192'],
  'unique local': ['fc00::1', 'fdff::1'],
  'site-local': ['fec0::1'],
  unspecified: ['0.0.0.0', '0.1.2.3', '::'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
  'broadcast and reserved': ['255.255.255.255', '240.0.0.1', '192.0.2.1', '198.18.0.1', '203.0.113.1', '2001:db8::1'],
  mapped: ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:7f00:1', '::127.0.0.1'],
  'NAT64, 6to4, Teredo': ['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::a00:1', '2002:7f00:1::', '2001::1'],
  'not an address': ['', 'localhost', '127.1', '0x7f000001', '2130706433', '[::1]'],
}

for (const [what, addresses] of Object.entries(inward))
  test(`refused: ${what}`, () => {
    for (const address of addresses) assert.equal(isPublicAddress(address), false, address)
  })

test('the open internet is not refused', () => {
  for (const address of ['8.8.8.8', '100.63.255.255', '172.32.0.1', '11.0.0.1', '2606:4700:4700::1111'])
    assert.equal(isPublicAddress(address), true, address)
})
