/* Applications, their PINs and files (GM/T 0016-2012 §7.2 to §7.4). */
#define _GNU_SOURCE
#include "soft_skf.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
    ULONG most, left;
    char digest[65];
} pin_record;

static void pin_digest(const char *pin, char digest[65]) {
    BYTE hash[32];
    unsigned length = 0;
    EVP_Digest(pin, strlen(pin), hash, &length, EVP_sha256(), NULL);
    for (unsigned i = 0; i < length; i++)
        sprintf(digest + 2 * i, "%02x", hash[i]);
}

static int pin_load(const handle *application, ULONG type, pin_record *record) {
    char path[PATH_SIZE], text[128] = {0};
    unsigned most, left;
    application_path(path, application, type == ADMIN_TYPE ? "admin" : "user");
    if (file_read(path, (BYTE *)text, sizeof text - 1) <= 0 ||
        sscanf(text, "%u %u %64s", &most, &left, record->digest) != 3)
        return 0;
    record->most = most;
    record->left = left;
    return 1;
}

static int pin_save(const handle *application, ULONG type, const pin_record *record) {
    char path[PATH_SIZE], text[128];
    application_path(path, application, type == ADMIN_TYPE ? "admin" : "user");
    int length = snprintf(text, sizeof text, "%u %u %s\n", (unsigned)record->most, (unsigned)record->left, record->digest);
    return file_write(path, (BYTE *)text, length);
}

static ULONG pin_verify(handle *application, ULONG type, const char *pin, ULONG *left) {
    pin_record record;
    char digest[65];
    if (type != ADMIN_TYPE && type != USER_TYPE)
        return SAR_USER_TYPE_INVALID;
    if (!pin_load(application, type, &record))
        return SAR_FILEERR;
    *left = record.left;
    if (record.left == 0)
        return SAR_PIN_LOCKED;
    if (strlen(pin) < MIN_PIN || strlen(pin) > MAX_PIN)
        return SAR_PIN_LEN_RANGE;
    pin_digest(pin, digest);
    int right = strcmp(digest, record.digest) == 0;
    record.left = right ? record.most : record.left - 1;
    *left = record.left;
    if (!pin_save(application, type, &record))
        return SAR_FILEERR;
    if (!right)
        return record.left ? SAR_PIN_INCORRECT : SAR_PIN_LOCKED;
    return SAR_OK;
}

static ULONG pin_replace(handle *application, ULONG type, const char *pin) {
    pin_record record;
    if (strlen(pin) < MIN_PIN || strlen(pin) > MAX_PIN)
        return SAR_PIN_LEN_RANGE;
    if (!pin_load(application, type, &record))
        return SAR_FILEERR;
    record.left = record.most;
    pin_digest(pin, record.digest);
    return pin_save(application, type, &record) ? SAR_OK : SAR_FILEERR;
}

DEVAPI ULONG SKF_VerifyPIN(HANDLE hApplication, ULONG ulPINType, LPSTR szPIN, ULONG *pulRetryCount) {
    ENTER_HANDLE(hApplication, APPLICATION);
    ULONG result = pin_verify(self, ulPINType, szPIN, pulRetryCount);
    if (result == SAR_OK)
        *(ulPINType == ADMIN_TYPE ? &self->admin : &self->user) = 1;
    return result;
}

DEVAPI ULONG SKF_ChangePIN(HANDLE hApplication, ULONG ulPINType, LPSTR szOldPin, LPSTR szNewPin, ULONG *pulRetryCount) {
    ENTER_HANDLE(hApplication, APPLICATION);
    if (strlen(szNewPin) < MIN_PIN || strlen(szNewPin) > MAX_PIN)
        return SAR_PIN_LEN_RANGE;
    ULONG result = pin_verify(self, ulPINType, szOldPin, pulRetryCount);
    return result == SAR_OK ? pin_replace(self, ulPINType, szNewPin) : result;
}

DEVAPI ULONG SKF_UnblockPIN(HANDLE hApplication, LPSTR szAdminPIN, LPSTR szNewUserPIN, ULONG *pulRetryCount) {
    ENTER_HANDLE(hApplication, APPLICATION);
    if (strlen(szNewUserPIN) < MIN_PIN || strlen(szNewUserPIN) > MAX_PIN)
        return SAR_PIN_LEN_RANGE;
    ULONG result = pin_verify(self, ADMIN_TYPE, szAdminPIN, pulRetryCount);
    return result == SAR_OK ? pin_replace(self, USER_TYPE, szNewUserPIN) : result;
}

DEVAPI ULONG SKF_GetPINInfo(HANDLE hApplication, ULONG ulPINType, ULONG *pulMax, ULONG *pulRemain, BOOL *pbDefault) {
    ENTER_HANDLE(hApplication, APPLICATION);
    pin_record record;
    if (!pin_load(self, ulPINType, &record))
        return SAR_FILEERR;
    *pulMax = record.most;
    *pulRemain = record.left;
    *pbDefault = 0;
    return SAR_OK;
}

DEVAPI ULONG SKF_ClearSecureState(HANDLE hApplication) {
    ENTER_HANDLE(hApplication, APPLICATION);
    self->user = self->admin = 0;
    return SAR_OK;
}

DEVAPI ULONG SKF_CreateApplication(HANDLE hDev, LPSTR szAppName, LPSTR szAdminPin, ULONG ulAdminRetry, LPSTR szUserPin,
                                   ULONG ulUserRetry, ULONG ulRights, HANDLE *phApplication) {
    (void)ulRights;
    ENTER_HANDLE(hDev, DEVICE);
    char path[PATH_SIZE];
    if (!self->device_authenticated)
        return SAR_USER_NOT_LOGGED_IN;
    device_path(path, self->device, "apps");
    mkdir(path, 0700);
    handle *made = handle_new(APPLICATION, self, self->device, szAppName);
    application_path(path, made, "");
    path[strlen(path) - 1] = 0;
    if (mkdir(path, 0700) != 0) {
        handle_close(made);
        return SAR_APPLICATION_EXISTS;
    }
    application_path(path, made, "containers");
    mkdir(path, 0700);
    application_path(path, made, "files");
    mkdir(path, 0700);
    pin_record admin = {ulAdminRetry, ulAdminRetry, ""}, user = {ulUserRetry, ulUserRetry, ""};
    pin_digest(szAdminPin, admin.digest);
    pin_digest(szUserPin, user.digest);
    pin_save(made, ADMIN_TYPE, &admin);
    pin_save(made, USER_TYPE, &user);
    *phApplication = made;
    return SAR_OK;
}

DEVAPI ULONG SKF_EnumApplication(HANDLE hDev, LPSTR szAppName, ULONG *pulSize) {
    ENTER_HANDLE(hDev, DEVICE);
    char path[PATH_SIZE];
    device_path(path, self->device, "apps");
    return names_of_folder(path, 1, szAppName, pulSize);
}

DEVAPI ULONG SKF_OpenApplication(HANDLE hDev, LPSTR szAppName, HANDLE *phApplication) {
    ENTER_HANDLE(hDev, DEVICE);
    pin_record record;
    handle *opened = handle_new(APPLICATION, self, self->device, szAppName);
    if (!pin_load(opened, USER_TYPE, &record)) {
        handle_close(opened);
        return SAR_APPLICATION_NOT_EXISTS;
    }
    *phApplication = opened;
    return SAR_OK;
}

DEVAPI ULONG SKF_CloseApplication(HANDLE hApplication) {
    ENTER_HANDLE(hApplication, APPLICATION);
    handle_close(self);
    return SAR_OK;
}

DEVAPI ULONG SKF_DeleteApplication(HANDLE hDev, LPSTR szAppName) {
    ENTER_HANDLE(hDev, DEVICE);
    char path[PATH_SIZE], hex[2 * NAME_SIZE + 1], below[2 * NAME_SIZE + 16];
    if (!self->device_authenticated)
        return SAR_USER_NOT_LOGGED_IN;
    hex_name(hex, szAppName);
    snprintf(below, sizeof below, "apps/%s", hex);
    device_path(path, self->device, below);
    return tree_remove(path) ? SAR_OK : SAR_APPLICATION_NOT_EXISTS;
}

/* A file's rights stand before its content. */
static void stored_path(char *path, const handle *application, const char *name) {
    char hex[2 * NAME_SIZE + 1], below[2 * NAME_SIZE + 16];
    hex_name(hex, name);
    snprintf(below, sizeof below, "files/%s", hex);
    application_path(path, application, below);
}

typedef struct {
    uint32_t read, write;
    BYTE content[SPACE];
} stored_file;

static long stored_load(const handle *application, const char *name, stored_file *file) {
    char path[PATH_SIZE];
    stored_path(path, application, name);
    return file_read(path, (BYTE *)file, sizeof *file) - (long)offsetof(stored_file, content);
}

static int allowed(const handle *application, uint32_t rights) {
    return rights == SECURE_ANYONE || (application->user && (rights & SECURE_USER_ACCOUNT)) ||
           (application->admin && (rights & SECURE_ADM_ACCOUNT));
}

DEVAPI ULONG SKF_EnumFiles(HANDLE hApplication, LPSTR szFileList, ULONG *pulSize) {
    ENTER_HANDLE(hApplication, APPLICATION);
    char path[PATH_SIZE];
    application_path(path, self, "files");
    return names_of_folder(path, 1, szFileList, pulSize);
}

DEVAPI ULONG SKF_CreateFile(HANDLE hApplication, LPSTR szFileName, ULONG ulFileSize, ULONG ulRead, ULONG ulWrite) {
    ENTER_HANDLE(hApplication, APPLICATION);
    static stored_file file;
    char path[PATH_SIZE];
    if (!self->user && !self->admin)
        return SAR_USER_NOT_LOGGED_IN;
    if (strlen(szFileName) > 32)
        return SAR_NAMELENERR;
    if (stored_load(self, szFileName, &file) >= 0)
        return SAR_FILE_ALREADY_EXIST;
    if (ulFileSize > SPACE)
        return SAR_NO_ROOM;
    memset(&file, 0, sizeof file);
    file.read = ulRead;
    file.write = ulWrite;
    stored_path(path, self, szFileName);
    return file_write(path, (BYTE *)&file, offsetof(stored_file, content) + ulFileSize) ? SAR_OK : SAR_FILEERR;
}

DEVAPI ULONG SKF_DeleteFile(HANDLE hApplication, LPSTR szFileName) {
    ENTER_HANDLE(hApplication, APPLICATION);
    static stored_file file;
    char path[PATH_SIZE];
    if (stored_load(self, szFileName, &file) < 0)
        return SAR_FILE_NOT_EXIST;
    if (!allowed(self, file.write))
        return SAR_USER_NOT_LOGGED_IN;
    stored_path(path, self, szFileName);
    return tree_remove(path) ? SAR_OK : SAR_FILEERR;
}

DEVAPI ULONG SKF_GetFileInfo(HANDLE hApplication, LPSTR szFileName, FILEATTRIBUTE *pFileInfo) {
    ENTER_HANDLE(hApplication, APPLICATION);
    static stored_file file;
    long size = stored_load(self, szFileName, &file);
    if (size < 0)
        return SAR_FILE_NOT_EXIST;
    memset(pFileInfo, 0, sizeof *pFileInfo);
    memcpy(pFileInfo->FileName, szFileName, strnlen(szFileName, sizeof pFileInfo->FileName));
    pFileInfo->FileSize = fault == FAULT_SIZE ? 0x7FFFFFFF : (ULONG)size;
    pFileInfo->ReadRights = file.read;
    pFileInfo->WriteRights = file.write;
    return SAR_OK;
}

DEVAPI ULONG SKF_ReadFile(HANDLE hApplication, LPSTR szFileName, ULONG ulOffset, ULONG ulSize, BYTE *pbOutData,
                          ULONG *pulOutLen) {
    ENTER_HANDLE(hApplication, APPLICATION);
    static stored_file file;
    long size = stored_load(self, szFileName, &file);
    if (size < 0)
        return SAR_FILE_NOT_EXIST;
    if (!allowed(self, file.read))
        return SAR_USER_NOT_LOGGED_IN;
    if (ulOffset > (ULONG)size || ulSize > 1024)
        return SAR_INVALIDPARAMERR;
    ULONG left = (ULONG)size - ulOffset;
    return give(file.content + ulOffset, ulSize < left ? ulSize : left, pbOutData, pulOutLen);
}

DEVAPI ULONG SKF_WriteFile(HANDLE hApplication, LPSTR szFileName, ULONG ulOffset, BYTE *pbData, ULONG ulSize) {
    ENTER_HANDLE(hApplication, APPLICATION);
    static stored_file file;
    char path[PATH_SIZE];
    long size = stored_load(self, szFileName, &file);
    if (size < 0)
        return SAR_FILE_NOT_EXIST;
    if (!allowed(self, file.write))
        return SAR_USER_NOT_LOGGED_IN;
    if (ulSize > 1024 || ulOffset + ulSize > (ULONG)size)
        return SAR_INDATALENERR;
    memcpy(file.content + ulOffset, pbData, ulSize);
    stored_path(path, self, szFileName);
    return file_write(path, (BYTE *)&file, offsetof(stored_file, content) + size) ? SAR_OK : SAR_FILEERR;
}
