/* Containers, certificates and keys (GM/T 0016-2012 §7.5, §7.6). */
#define _GNU_SOURCE
#include "soft_skf.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

DEVAPI ULONG SKF_CreateContainer(HANDLE hApplication, LPSTR szContainerName, HANDLE *phContainer) {
    ENTER_HANDLE(hApplication, APPLICATION);
    char path[PATH_SIZE];
    ULONG size = 0, count = 0;
    if (!self->user)
        return SAR_USER_NOT_LOGGED_IN;
    if (strlen(szContainerName) > 64)
        return SAR_NAMELENERR;
    char names[8192] = {0};
    size = sizeof names;
    application_path(path, self, "containers");
    names_of_folder(path, 1, names, &size);
    for (const char *name = names; *name; name += strlen(name) + 1)
        count++;
    if (count >= MAX_CONTAINERS)
        return SAR_REACH_MAX_CONTAINER_COUNT;
    handle *made = handle_new(CONTAINER, self, self->device, szContainerName);
    container_path(path, made, "");
    path[strlen(path) - 1] = 0;
    if (mkdir(path, 0700) != 0) {
        handle_close(made);
        return SAR_CONTAINER_EXISTS;
    }
    *phContainer = made;
    return SAR_OK;
}

static int container_exists(const handle *container) {
    struct stat found;
    char path[PATH_SIZE];
    container_path(path, container, ".");
    return stat(path, &found) == 0;
}

DEVAPI ULONG SKF_OpenContainer(HANDLE hApplication, LPSTR szContainerName, HANDLE *phContainer) {
    ENTER_HANDLE(hApplication, APPLICATION);
    handle *opened = handle_new(CONTAINER, self, self->device, szContainerName);
    if (!container_exists(opened)) {
        handle_close(opened);
        return SAR_CONTAINER_NOT_EXISTS;
    }
    *phContainer = opened;
    return SAR_OK;
}

DEVAPI ULONG SKF_CloseContainer(HANDLE hContainer) {
    ENTER_HANDLE(hContainer, CONTAINER);
    handle_close(self);
    return SAR_OK;
}

DEVAPI ULONG SKF_DeleteContainer(HANDLE hApplication, LPSTR szContainerName) {
    ENTER_HANDLE(hApplication, APPLICATION);
    char path[PATH_SIZE];
    if (!self->user)
        return SAR_USER_NOT_LOGGED_IN;
    handle *deleted = handle_new(CONTAINER, self, self->device, szContainerName);
    container_path(path, deleted, "");
    path[strlen(path) - 1] = 0;
    ULONG result = tree_remove(path) ? SAR_OK : SAR_CONTAINER_NOT_EXISTS;
    handle_close(deleted);
    return result;
}

DEVAPI ULONG SKF_EnumContainer(HANDLE hApplication, LPSTR szContainerName, ULONG *pulSize) {
    ENTER_HANDLE(hApplication, APPLICATION);
    char path[PATH_SIZE];
    application_path(path, self, "containers");
    return names_of_folder(path, 1, szContainerName, pulSize);
}

DEVAPI ULONG SKF_GetContainerType(HANDLE hContainer, ULONG *pulContainerType) {
    ENTER_HANDLE(hContainer, CONTAINER);
    EVP_PKEY *key = key_load(self, 1);
    if (!key)
        key = key_load(self, 0);
    *pulContainerType = !key ? 0 : EVP_PKEY_is_a(key, "RSA") ? 1 : 2;
    EVP_PKEY_free(key);
    return SAR_OK;
}

DEVAPI ULONG SKF_ImportCertificate(HANDLE hContainer, BOOL bSignFlag, BYTE *pbCert, ULONG ulCertLen) {
    ENTER_HANDLE(hContainer, CONTAINER);
    char path[PATH_SIZE];
    if (!self->parent->user)
        return SAR_USER_NOT_LOGGED_IN;
    container_path(path, self, bSignFlag ? "sign.cer" : "enc.cer");
    return file_write(path, pbCert, ulCertLen) ? SAR_OK : SAR_FILEERR;
}

DEVAPI ULONG SKF_ExportCertificate(HANDLE hContainer, BOOL bSignFlag, BYTE *pbCert, ULONG *pulCertLen) {
    ENTER_HANDLE(hContainer, CONTAINER);
    static BYTE certificate[16384];
    char path[PATH_SIZE];
    container_path(path, self, bSignFlag ? "sign.cer" : "enc.cer");
    long size = file_read(path, certificate, sizeof certificate);
    if (size < 0)
        return SAR_CERTNOTFOUNTERR;
    ULONG result = give(certificate, size, pbCert, pulCertLen);
    if (fault == FAULT_SIZE)
        *pulCertLen = 0x7FFFFFFF;
    return result;
}

static ULONG public_point(EVP_PKEY *key, ECCPUBLICKEYBLOB *blob) {
    BYTE point[65];
    size_t length = 0;
    if (!EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &length) || length != 65)
        return SAR_FAIL;
    memset(blob, 0, sizeof *blob);
    blob->BitLen = 256;
    number_put(blob->X, point + 1);
    number_put(blob->Y, point + 33);
    return SAR_OK;
}

DEVAPI ULONG SKF_GenECCKeyPair(HANDLE hContainer, ULONG ulAlgId, ECCPUBLICKEYBLOB *pBlob) {
    ENTER_HANDLE(hContainer, CONTAINER);
    if (!self->parent->user)
        return SAR_USER_NOT_LOGGED_IN;
    if (ulAlgId != SGD_SM2_SIGN)
        return SAR_NOTSUPPORTYETERR;
    EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
    ULONG result = key_save(self, 1, key);
    if (result == SAR_OK)
        result = public_point(key, pBlob);
    if (fault == FAULT_ZERO)
        memset(pBlob, 0, sizeof *pBlob);
    EVP_PKEY_free(key);
    return result;
}

static ULONG rsa_public(EVP_PKEY *key, RSAPUBLICKEYBLOB *blob) {
    BIGNUM *modulus = NULL, *exponent = NULL;
    memset(blob, 0, sizeof *blob);
    EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &modulus);
    EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent);
    blob->AlgID = 0x00010000;
    blob->BitLen = BN_num_bits(modulus);
    BN_bn2binpad(modulus, blob->Modulus, sizeof blob->Modulus);
    BN_bn2binpad(exponent, blob->PublicExponent, sizeof blob->PublicExponent);
    BN_free(modulus);
    BN_free(exponent);
    return SAR_OK;
}

DEVAPI ULONG SKF_GenRSAKeyPair(HANDLE hContainer, ULONG ulBitsLen, RSAPUBLICKEYBLOB *pBlob) {
    ENTER_HANDLE(hContainer, CONTAINER);
    if (!self->parent->user)
        return SAR_USER_NOT_LOGGED_IN;
    if (ulBitsLen != 1024 && ulBitsLen != 2048)
        return SAR_RSAMODULUSLENERR;
    EVP_PKEY *key = EVP_RSA_gen((unsigned)ulBitsLen);
    ULONG result = key_save(self, 1, key);
    if (result == SAR_OK)
        result = rsa_public(key, pBlob);
    EVP_PKEY_free(key);
    return result;
}

DEVAPI ULONG SKF_ExportPublicKey(HANDLE hContainer, BOOL bSignFlag, BYTE *pbBlob, ULONG *pulBlobLen) {
    ENTER_HANDLE(hContainer, CONTAINER);
    union {
        RSAPUBLICKEYBLOB rsa;
        ECCPUBLICKEYBLOB ecc;
    } blob;
    EVP_PKEY *key = key_load(self, bSignFlag);
    if (!key)
        return SAR_KEYNOTFOUNTERR;
    int rsa = EVP_PKEY_is_a(key, "RSA");
    ULONG result = rsa ? rsa_public(key, &blob.rsa) : public_point(key, &blob.ecc);
    EVP_PKEY_free(key);
    return result == SAR_OK ? give((BYTE *)&blob, rsa ? sizeof blob.rsa : sizeof blob.ecc, pbBlob, pulBlobLen) : result;
}

/* The private key stands under SM4-ECB in the last half of its field, or in all of it when that starts with zeros. */
DEVAPI ULONG SKF_ImportECCKeyPair(HANDLE hContainer, ENVELOPEDKEYBLOB *pBlob) {
    ENTER_HANDLE(hContainer, CONTAINER);
    static const BYTE zeros[32];
    BYTE session[32], opened[64], point[65] = {4};
    size_t length = sizeof session;
    if (!self->parent->user)
        return SAR_USER_NOT_LOGGED_IN;
    if (pBlob->Version != 1 || pBlob->SymmAlgID != SGD_SM4_ECB || pBlob->Bits != 256)
        return SAR_INDATAERR;
    EVP_PKEY *receiver = key_load(self, 1), *key = NULL;
    if (!receiver)
        return SAR_KEYNOTFOUNTERR;
    int right = sm2_decrypt(receiver, &pBlob->CipherBlob, session, &length) && length == 16;
    EVP_PKEY_free(receiver);
    if (!right)
        return SAR_INDATAERR;
    const BYTE *wrapped = number_at(pBlob->EncryptedPriKey);
    if (memcmp(pBlob->EncryptedPriKey, zeros, 32) && memcmp(pBlob->EncryptedPriKey + 32, zeros, 32)) {
        sm4_ecb(session, 0, pBlob->EncryptedPriKey, 64, opened);
        memmove(opened, number_at(opened), 32);
    } else {
        sm4_ecb(session, 0, wrapped, 32, opened);
    }
    memcpy(point + 1, number_at(pBlob->PubKey.X), 32);
    memcpy(point + 33, number_at(pBlob->PubKey.Y), 32);
    BYTE native[32]; /* OSSL_PARAM numbers are little-endian here */
    for (int i = 0; i < 32; i++)
        native[i] = opened[31 - i];
    OSSL_PARAM parameters[] = {OSSL_PARAM_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 3),
                               OSSL_PARAM_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point),
                               OSSL_PARAM_BN(OSSL_PKEY_PARAM_PRIV_KEY, native, sizeof native), OSSL_PARAM_END};
    EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
    EVP_PKEY_fromdata_init(maker);
    EVP_PKEY_fromdata(maker, &key, EVP_PKEY_KEYPAIR, parameters);
    EVP_PKEY_CTX_free(maker);
    ULONG result = SAR_INDATAERR;
    if (key) {
        EVP_PKEY_CTX *check = EVP_PKEY_CTX_new(key, NULL);
        if (EVP_PKEY_pairwise_check(check) == 1)
            result = key_save(self, 0, key);
        EVP_PKEY_CTX_free(check);
    }
    EVP_PKEY_free(key);
    OPENSSL_cleanse(opened, sizeof opened);
    return result;
}

static ULONG usable(const handle *container, int signing, EVP_PKEY **key) {
    if (!container->parent->user)
        return SAR_USER_NOT_LOGGED_IN;
    *key = key_load(container, signing);
    return *key ? SAR_OK : SAR_KEYNOTFOUNTERR;
}

DEVAPI ULONG SKF_ECCSignData(HANDLE hContainer, BYTE *pbData, ULONG ulDataLen, ECCSIGNATUREBLOB *pSignature) {
    ENTER_HANDLE(hContainer, CONTAINER);
    EVP_PKEY *key;
    BYTE der[80], number[32];
    size_t length = sizeof der;
    if (ulDataLen != 32)
        return SAR_INDATALENERR;
    ULONG result = usable(self, 1, &key);
    if (result != SAR_OK)
        return result;
    memset(pSignature, 0, sizeof *pSignature);
    EVP_PKEY_CTX *signer = EVP_PKEY_CTX_new(key, NULL);
    if (EVP_PKEY_sign_init(signer) <= 0 || EVP_PKEY_sign(signer, der, &length, pbData, ulDataLen) <= 0) {
        result = SAR_FAIL;
    } else if (fault != FAULT_ZERO) {
        const BYTE *next = der;
        ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &next, (long)length);
        BN_bn2binpad(ECDSA_SIG_get0_r(pair), number, 32);
        number_put(pSignature->r, number);
        BN_bn2binpad(ECDSA_SIG_get0_s(pair), number, 32);
        number_put(pSignature->s, number);
        ECDSA_SIG_free(pair);
    }
    EVP_PKEY_CTX_free(signer);
    EVP_PKEY_free(key);
    return result;
}

/* What most vendors add to the 2012 edition: decryption with the container's encryption key. */
DEVAPI ULONG SKF_ECCPrvKeyDecrypt(HANDLE hContainer, ECCCIPHERBLOB *pCipherText, BYTE *pbPlain, ULONG *pulPlainLen) {
    ENTER_HANDLE(hContainer, CONTAINER);
    EVP_PKEY *key;
    BYTE plain[1024];
    size_t length = sizeof plain;
    ULONG result = usable(self, 0, &key);
    if (result != SAR_OK)
        return result;
    result = sm2_decrypt(key, pCipherText, plain, &length) ? give(plain, length, pbPlain, pulPlainLen) : SAR_INDATAERR;
    EVP_PKEY_free(key);
    return result;
}

static ULONG rsa_operation(EVP_PKEY *key, int sign, const BYTE *in, size_t size, BYTE *out, ULONG *out_size) {
    BYTE made[512];
    size_t length = sizeof made;
    EVP_PKEY_CTX *worker = EVP_PKEY_CTX_new(key, NULL);
    int done = (sign ? EVP_PKEY_sign_init(worker) : EVP_PKEY_decrypt_init(worker)) > 0 &&
               EVP_PKEY_CTX_set_rsa_padding(worker, RSA_PKCS1_PADDING) > 0 &&
               (sign ? EVP_PKEY_sign(worker, made, &length, in, size)
                     : EVP_PKEY_decrypt(worker, made, &length, in, size)) > 0;
    EVP_PKEY_CTX_free(worker);
    EVP_PKEY_free(key);
    if (!done)
        return sign ? SAR_FAIL : SAR_RSADECERR;
    return give(made, length, out, out_size);
}

DEVAPI ULONG SKF_RSASignData(HANDLE hContainer, BYTE *pbData, ULONG ulDataLen, BYTE *pbSignature, ULONG *pulSignLen) {
    ENTER_HANDLE(hContainer, CONTAINER);
    EVP_PKEY *key;
    ULONG result = usable(self, 1, &key);
    if (result != SAR_OK)
        return result;
    result = rsa_operation(key, 1, pbData, ulDataLen, pbSignature, pulSignLen);
    if (result == SAR_OK && fault == FAULT_ZERO)
        memset(pbSignature, 0, *pulSignLen);
    if (result == SAR_OK && fault == FAULT_SIZE)
        *pulSignLen = 0x7FFFFFFF;
    return result;
}

DEVAPI ULONG SKF_RSADecrypt(HANDLE hContainer, BYTE bSignFlag, BYTE *pbIn, ULONG ulInLen, BYTE *pbOut, ULONG *pulOut) {
    ENTER_HANDLE(hContainer, CONTAINER);
    EVP_PKEY *key;
    ULONG result = usable(self, bSignFlag, &key);
    return result == SAR_OK ? rsa_operation(key, 0, pbIn, ulInLen, pbOut, pulOut) : result;
}
