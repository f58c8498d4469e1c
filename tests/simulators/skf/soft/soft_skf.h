/* A software token behind the interface of GM/T 0016-2012, for tests: types, codes and what its parts share.
 *
 * Everything is kept in the folder that SOFT_SKF_DIR names: one folder per device, so that a device is plugged in and
 * pulled out by moving a folder. Variants of real libraries are compiled in:
 *   SOFT_SKF_ALIGNED   structures in the compiler's own alignment instead of packed
 *   SOFT_SKF_ULONG64   ULONG is a C long (64 bits on LP64)
 *   SOFT_SKF_LEFT      numbers stand at the left of their 64-byte fields
 *   SOFT_SKF_OLD_IDS   identifiers of algorithms from before GM/T 0006-2012
 *   SOFT_SKF_EDITION2023  codes that the 2023 edition adds
 */
#ifndef SOFT_SKF_H
#define SOFT_SKF_H

#include <openssl/evp.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#ifdef SOFT_SKF_ULONG64
typedef unsigned long ULONG;
#else
typedef uint32_t ULONG;
#endif
typedef uint8_t BYTE;
typedef char CHAR;
typedef CHAR *LPSTR;
typedef int32_t BOOL;
typedef void *HANDLE;
#define DEVAPI __attribute__((visibility("default")))

enum {
    SAR_OK = 0,
    SAR_FAIL = 0x0A000001,
    SAR_NOTSUPPORTYETERR = 0x0A000003,
    SAR_FILEERR = 0x0A000004,
    SAR_INVALIDHANDLEERR = 0x0A000005,
    SAR_INVALIDPARAMERR = 0x0A000006,
    SAR_NAMELENERR = 0x0A000009,
    SAR_INDATALENERR = 0x0A000010,
    SAR_INDATAERR = 0x0A000011,
    SAR_RSAMODULUSLENERR = 0x0A000016,
    SAR_RSADECERR = 0x0A000019,
    SAR_KEYNOTFOUNTERR = 0x0A00001B,
    SAR_CERTNOTFOUNTERR = 0x0A00001C,
    SAR_BUFFER_TOO_SMALL = 0x0A000020,
    SAR_NOT_EVENTERR = 0x0A000022,
    SAR_DEVICE_REMOVED = 0x0A000023,
    SAR_PIN_INCORRECT = 0x0A000024,
    SAR_PIN_LOCKED = 0x0A000025,
    SAR_PIN_LEN_RANGE = 0x0A000027,
    SAR_USER_TYPE_INVALID = 0x0A00002A,
    SAR_APPLICATION_EXISTS = 0x0A00002C,
    SAR_USER_NOT_LOGGED_IN = 0x0A00002D,
    SAR_APPLICATION_NOT_EXISTS = 0x0A00002E,
    SAR_FILE_ALREADY_EXIST = 0x0A00002F,
    SAR_NO_ROOM = 0x0A000030,
    SAR_FILE_NOT_EXIST = 0x0A000031,
    SAR_REACH_MAX_CONTAINER_COUNT = 0x0A000032,
#ifdef SOFT_SKF_EDITION2023
    SAR_CONTAINER_NOT_EXISTS = 0x0A000036,
    SAR_CONTAINER_EXISTS = 0x0A000037,
#else
    SAR_CONTAINER_NOT_EXISTS = 0x0A000001,
    SAR_CONTAINER_EXISTS = 0x0A000001,
#endif
};

enum { ADMIN_TYPE = 0, USER_TYPE = 1, SECURE_ADM_ACCOUNT = 0x01, SECURE_USER_ACCOUNT = 0x10, SECURE_ANYONE = 0xFF };
enum { SGD_SM4_ECB = 0x401 };
#ifdef SOFT_SKF_OLD_IDS
enum { SGD_SM2_SIGN = 0x00020100 };
#else
enum { SGD_SM2_SIGN = 0x00020200 };
#endif
enum { PATH_SIZE = 1024, NAME_SIZE = 128, MIN_PIN = 6, MAX_PIN = 16, MAX_CONTAINERS = 8, SPACE = 65536 };

#ifndef SOFT_SKF_ALIGNED
#pragma pack(push, 1)
#endif
typedef struct {
    BYTE major, minor;
} VERSION;

typedef struct {
    VERSION Version;
    CHAR Manufacturer[64], Issuer[64], Label[32], SerialNumber[32];
    VERSION HWVersion, FirmwareVersion;
    ULONG AlgSymCap, AlgAsymCap, AlgHashCap, DevAuthAlgId, TotalSpace, FreeSpace, MaxECCBufferSize, MaxBufferSize;
    BYTE Reserved[64];
} DEVINFO;

typedef struct {
    ULONG AlgID, BitLen;
    BYTE Modulus[256], PublicExponent[4];
} RSAPUBLICKEYBLOB;

typedef struct {
    ULONG BitLen;
    BYTE X[64], Y[64];
} ECCPUBLICKEYBLOB;

typedef struct {
    BYTE X[64], Y[64], Hash[32];
    ULONG CipherLen;
    BYTE Cipher[1];
} ECCCIPHERBLOB;

typedef struct {
    BYTE r[64], s[64];
} ECCSIGNATUREBLOB;

typedef struct {
    ULONG Version, SymmAlgID, Bits;
    BYTE EncryptedPriKey[64];
    ECCPUBLICKEYBLOB PubKey;
    ECCCIPHERBLOB CipherBlob;
} ENVELOPEDKEYBLOB;

typedef struct {
    CHAR FileName[32];
    ULONG FileSize, ReadRights, WriteRights;
} FILEATTRIBUTE;
#ifndef SOFT_SKF_ALIGNED
#pragma pack(pop)
#endif

/* A handle of any kind; what is not in the list of live ones is refused. */
typedef struct handle {
    struct handle *next;
    enum { DEVICE, APPLICATION, CONTAINER } kind;
    struct handle *parent;
    char device[NAME_SIZE];
    char name[NAME_SIZE];
    int device_authenticated, user, admin;
    BYTE random[16];
} handle;

/* What a fault file asks of a call. */
typedef enum { FAULT_NONE, FAULT_CODE, FAULT_ZERO, FAULT_SIZE } fault_kind;

handle *handle_new(int kind, handle *parent, const char *device, const char *name);
void handle_close(handle *closed);
ULONG handle_check(HANDLE given, int kind);

/* Takes the library's lock and answers the faults that are set for the function and, if any, the device. */
ULONG enter(const char *function, const char *device, fault_kind *fault);
void leave(const int *entered);
extern pthread_mutex_t lock;

/* Ends the calling function with the code of a fault, a bad handle or a device that is gone. */
#define ENTER(DEVICE_NAME)                                                                                             \
    fault_kind fault = FAULT_NONE;                                                                                     \
    ULONG refused = enter(__func__, DEVICE_NAME, &fault);                                                              \
    __attribute__((cleanup(leave), unused)) int entered = 1;                                                           \
    if (refused != SAR_OK)                                                                                             \
    return refused
#define ENTER_HANDLE(GIVEN, KIND)                                                                                      \
    ULONG known = handle_check(GIVEN, KIND);                                                                           \
    if (known != SAR_OK)                                                                                               \
        return known;                                                                                                  \
    handle *self = GIVEN;                                                                                              \
    ENTER(self->device);                                                                                               \
    if (!device_present(self->device))                                                                                 \
    return SAR_DEVICE_REMOVED

int device_present(const char *device);
const char *root(void);
void device_path(char *path, const char *device, const char *leaf);
void application_path(char *path, const handle *application, const char *leaf);
void container_path(char *path, const handle *container, const char *leaf);
void hex_name(char *hex, const char *name);
int plain_name(char *name, const char *hex);

/* Whole files; read returns the length or -1. */
long file_read(const char *path, BYTE *data, size_t room);
int file_write(const char *path, const BYTE *data, size_t size);
int tree_remove(const char *path);

/* A list of names, each ended by zero, the list by another; sizes as GM/T 0016 wants them (NULL asks for the size). */
ULONG names_of_folder(const char *path, int hexadecimal, LPSTR list, ULONG *size);
ULONG give(const BYTE *data, ULONG length, BYTE *out, ULONG *size);

void number_put(BYTE field[64], const BYTE *number);
const BYTE *number_at(const BYTE field[64]);
EVP_PKEY *key_load(const handle *container, int signing);
ULONG key_save(const handle *container, int signing, EVP_PKEY *key);
int sm2_decrypt(EVP_PKEY *key, const ECCCIPHERBLOB *blob, BYTE *plain, size_t *length);
int sm4_ecb(const BYTE key[16], int encrypt, const BYTE *in, size_t length, BYTE *out);

#endif
