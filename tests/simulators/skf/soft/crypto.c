/* Keys on disk and the few operations that OpenSSL does not offer in the form that SKF wants. */
#include "soft_skf.h"

#include <openssl/asn1t.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <string.h>

#ifdef SOFT_SKF_LEFT
enum { NUMBER_AT = 0 };
#else
enum { NUMBER_AT = 32 };
#endif

/* SM2Cipher (GM/T 0009 §7.2), which OpenSSL reads but does not export. */
typedef struct {
    BIGNUM *x, *y;
    ASN1_OCTET_STRING *hash, *cipher;
} sm2_cipher;
ASN1_SEQUENCE(sm2_cipher) = {
    ASN1_SIMPLE(sm2_cipher, x, BIGNUM),
    ASN1_SIMPLE(sm2_cipher, y, BIGNUM),
    ASN1_SIMPLE(sm2_cipher, hash, ASN1_OCTET_STRING),
    ASN1_SIMPLE(sm2_cipher, cipher, ASN1_OCTET_STRING),
} ASN1_SEQUENCE_END(sm2_cipher)

void number_put(BYTE field[64], const BYTE *number) {
    memcpy(field + NUMBER_AT, number, 32);
}

const BYTE *number_at(const BYTE field[64]) {
    return field + NUMBER_AT;
}

EVP_PKEY *key_load(const handle *container, int signing) {
    char path[PATH_SIZE];
    container_path(path, container, signing ? "sign.pem" : "enc.pem");
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    EVP_PKEY *key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
    fclose(file);
    return key;
}

ULONG key_save(const handle *container, int signing, EVP_PKEY *key) {
    char path[PATH_SIZE];
    container_path(path, container, signing ? "sign.pem" : "enc.pem");
    FILE *file = fopen(path, "wb");
    if (!file)
        return SAR_FILEERR;
    int written = PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL);
    return fclose(file) == 0 && written ? SAR_OK : SAR_FILEERR;
}

int sm2_decrypt(EVP_PKEY *key, const ECCCIPHERBLOB *blob, BYTE *plain, size_t *length) {
    BYTE *der = NULL;
    sm2_cipher *structure = (sm2_cipher *)ASN1_item_new(ASN1_ITEM_rptr(sm2_cipher));
    BN_bin2bn(number_at(blob->X), 32, structure->x);
    BN_bin2bn(number_at(blob->Y), 32, structure->y);
    ASN1_OCTET_STRING_set(structure->hash, blob->Hash, sizeof blob->Hash);
    ASN1_OCTET_STRING_set(structure->cipher, blob->Cipher, (int)blob->CipherLen);
    int size = ASN1_item_i2d((ASN1_VALUE *)structure, &der, ASN1_ITEM_rptr(sm2_cipher));
    ASN1_item_free((ASN1_VALUE *)structure, ASN1_ITEM_rptr(sm2_cipher));
    EVP_PKEY_CTX *opener = EVP_PKEY_CTX_new(key, NULL);
    int opened = EVP_PKEY_decrypt_init(opener) > 0 && EVP_PKEY_decrypt(opener, plain, length, der, size) > 0;
    EVP_PKEY_CTX_free(opener);
    OPENSSL_free(der);
    return opened;
}

int sm4_ecb(const BYTE key[16], int encrypt, const BYTE *in, size_t length, BYTE *out) {
    int done = 0;
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    int good = EVP_CipherInit_ex(cipher, EVP_sm4_ecb(), NULL, key, NULL, encrypt);
    EVP_CIPHER_CTX_set_padding(cipher, 0);
    good = good && EVP_CipherUpdate(cipher, out, &done, in, (int)length);
    EVP_CIPHER_CTX_free(cipher);
    return good;
}
